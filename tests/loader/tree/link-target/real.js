exports.linked=__filename.replace(/^.*tree/,"")
