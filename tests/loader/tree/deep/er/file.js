exports.where=require("near").near; exports.a=require("a").a; exports.parent=module.parent && module.parent.id; exports.paths=module.paths.length
