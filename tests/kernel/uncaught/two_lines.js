throw new TypeError("multi\nline")
