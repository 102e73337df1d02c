const express = require('express');
const app = express();
app.use(express.json());
app.get('/hello/:name', (req, res) => res.json({ hello: req.params.name, q: req.query }));
app.post('/echo', (req, res) => res.status(201).send(req.body));
app.use((error, req, res, next) => { res.status(500).send('error ' + error.message); });
const net = require('net');
const server = app.listen(0, () => {
  const client = net.connect(server.address().port);
  let answer = '';
  client.on('data', (chunk) => { answer += chunk; });
  client.on('close', () => {
    console.log(answer.replace(/Date: .*\r\n/g, ''));
    server.close();
  });
  client.write('GET /hello/you?a=1&b[c]=2 HTTP/1.1\r\nHost: x\r\n\r\n' +
    'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{"a":1}' +
    'GET /nope HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
});
