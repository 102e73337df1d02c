const { WebSocketServer } = require('ws');
console.log(typeof WebSocketServer);
