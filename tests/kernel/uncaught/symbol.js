throw Symbol("s")
