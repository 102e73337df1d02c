process.on("exit",c=>console.error("exit",c));throw new Error("q")
