const Koa = require('koa');
const net = require('net');
const app = new Koa();
app.use(async (ctx, next) => { await next(); ctx.set('X-A', 'b'); });
app.use(async (ctx) => { ctx.body = { path: ctx.path, q: ctx.query }; });
const server = app.listen(0, () => {
  const client = net.connect(server.address().port);
  let answer = '';
  client.on('data', (chunk) => { answer += chunk; });
  client.on('close', () => { console.log(answer.replace(/Date: .*\r\n/g, '')); server.close(); });
  client.write('GET /p?x=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
});
