#!/bin/sh
# A server that closed with a connection open is freed with the heap's last
# objects, after the loop: its timer must not be closed a second time.
script='
const http = require("http");
const server = http.createServer((req, res) => { throw new Error("oops"); });
process.on("uncaughtException", (error) => console.log(error.message));
server.listen(0, "127.0.0.1", () => {
  const client = require("net").connect(server.address().port, "127.0.0.1");
  client.on("error", () => {});
  client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  setTimeout(() => {
    server.close(() => console.log("closed"));
    server.closeAllConnections();
  }, 50);
});'
out=$("$DRUPE" -e "$script" 2>&1)
code=$?
if [ "$code" = 0 ] && [ "$out" = "$(printf 'oops\nclosed')" ]; then
  echo "ok a server that dies with the heap"
else
  echo "not ok a server that dies with the heap"
  echo "# exit $code: $out"
  exit 1
fi
