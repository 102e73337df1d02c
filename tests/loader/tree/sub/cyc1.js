exports.one=1; exports.o=require("./cyc2").two; exports.done=1
