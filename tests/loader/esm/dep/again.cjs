module.exports = require('./star.cjs');
