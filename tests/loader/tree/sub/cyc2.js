exports.two=require("./cyc1").one; exports.partial=require("./cyc1").done===undefined
