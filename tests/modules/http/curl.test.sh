#!/usr/bin/env bash
# curl as a client of an echo server: bodies with a length and in chunks, a
# large one with Expect, HEAD, keep-alive, HTTP/1.0, a Unix socket.
set -u
command -v curl >/dev/null || { echo "ok curl # SKIP no curl here"; exit 0; }
path=$TMPDIR/echo.sock
cat >"$TMPDIR/echo.js" <<'JS'
const http = require('http');
function echo(req, res) {
  res.setHeader('X-Method', req.method);
  if (req.url === '/length') {
    let size = 0;
    req.on('data', (chunk) => { size += chunk.length; });
    req.on('end', () => res.end(String(size)));
    return;
  }
  req.pipe(res);
}
const tcp = http.createServer(echo);
const local = http.createServer(echo);
local.listen(process.argv[2], () => {
  tcp.listen(0, '127.0.0.1', () => console.log(tcp.address().port));
});
process.on('SIGTERM', () => {
  tcp.close();
  local.close();
  tcp.closeAllConnections();
  local.closeAllConnections();
});
JS
"$DRUPE" "$TMPDIR/echo.js" "$path" >"$TMPDIR/port" &
pid=$!
for _ in $(seq 100); do
  [ -s "$TMPDIR/port" ] && break
  sleep 0.05
done
url=http://127.0.0.1:$(cat "$TMPDIR/port")

claim() { # name, wanted, got
  if [ "$2" = "$3" ]; then
    echo "ok $1"
  else
    echo "not ok $1"
    echo "# wanted '$2', got '$3'"
  fi
}
get() { curl -s -m 10 "$@"; }

head -c 3000000 /dev/zero >"$TMPDIR/large"
claim "a body with its length" hello "$(get -d hello "$url/")"
claim "a body in chunks" hello \
  "$(get -H 'Transfer-Encoding: chunked' -d hello "$url/")"
claim "3 MB with Expect: 100-continue" 3000000 \
  "$(get -H 'Expect: 100-continue' --data-binary "@$TMPDIR/large" "$url/length")"
claim "3 MB there and back" 3000000 \
  "$(get --data-binary "@$TMPDIR/large" "$url/" | wc -c | tr -d ' ')"
claim "HEAD has no body" HEAD \
  "$(get -I "$url/" | tr -d '\r' | sed -n 's/^X-Method: //p')"
claim "two requests share a connection" 1 \
  "$(get -o /dev/null -o /dev/null -w '%{num_connects}\n' -d a "$url/" "$url/" |
    awk '{ n += $1 } END { print n }')"
claim "HTTP/1.0" hello "$(get -0 -d hello "$url/")"
claim "a Unix socket" hello \
  "$(get --unix-socket "$path" -d hello http://localhost/)"
claim "a bad request" 400 \
  "$(get -o /dev/null -w '%{http_code}' -H 'Transfer-Encoding: chunked' \
    -H 'Content-Length: 3' -d abc "$url/")"
kill -TERM $pid
wait $pid
claim "the server ends by itself" 0 $?
