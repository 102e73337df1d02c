process.on("uncaughtException",function(){throw new Error("inner")});throw new Error("q")
