const Decimal = require('decimal.js');
Decimal.set({ precision: 60 });
console.log(new Decimal(2).sqrt().toString(), Decimal.exp(1).toString());
console.log(Decimal.sin('0.5').toString(), Decimal.ln(10).toString(), Decimal.atan2(1, 2).toString());
console.log(new Decimal('0x1.8p3').toString(), new Decimal('1e-400').times('1e400').toString());
console.log(Decimal.hypot(3, 4).toNumber(), new Decimal(255).toHex(), new Decimal('-1.5').round().toString());
