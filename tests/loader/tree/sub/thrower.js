throw new Error("in module")
