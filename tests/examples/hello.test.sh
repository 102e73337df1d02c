# docs/examples/hello.js, unchanged, serves what Node serves.
. "$SOURCE/tests/arch/common.sh"
port=3000

# Sends $1 and prints the whole answer of a server that closes.
ask() {
  exec 3<>/dev/tcp/127.0.0.1/$port || return 1
  printf "$1" >&3
  timeout 10 cat <&3
  exec 3>&-
}

if (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null; then
  echo "ok hello.js # SKIP something else listens on port $port here"
  exit 0
fi
"$DRUPE" "$SOURCE/docs/examples/hello.js" >"$TMPDIR/out" 2>"$TMPDIR/err" &
server=$!
trap 'kill $server 2>/dev/null' EXIT
for _ in $(seq 100); do
  [ ! -s "$TMPDIR/out" ] || break
  sleep 0.05
done
said=$(cat "$TMPDIR/out")
[ "$said" = "Server running at http://127.0.0.1:$port/" ]
claim "it says where it runs" $? "$said$(cat "$TMPDIR/err")"

answer=$(ask 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' |
  tr -d '\r')
date=$(sed -n 's/^Date: //p' <<<"$answer")
want="HTTP/1.1 200 OK
Content-Type: text/plain
Date: $date
Connection: close
Content-Length: 11

Hello World"
[ "$answer" = "$want" ]
claim "it answers as under Node, header for header" $? "$answer"

now=$(date -u +%s)
said=$(date -u -d "$date" +%s 2>/dev/null || echo 0)
[ $((now - said)) -ge 0 ] && [ $((now - said)) -le 2 ]
claim "and the Date is now" $? "$date"

kill "$server"
wait "$server" 2>/dev/null
claim "SIGTERM ends it" "$([ $? = 143 ]; echo $?)"
trap - EXIT
