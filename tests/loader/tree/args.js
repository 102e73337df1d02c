exports.args=arguments.length; exports.t=this===exports
