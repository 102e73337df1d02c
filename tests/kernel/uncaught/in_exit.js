process.on("exit",function(){throw new Error("in exit")});
