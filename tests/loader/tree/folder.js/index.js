exports.folder=1
