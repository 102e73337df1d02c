# An idle server sleeps, and idle connections cost little: the benchmarks of
# both, held against the project's goals.  Only of the Release build: a
# sanitizer's memory is not ours.
. "$SOURCE/tests/arch/common.sh"
only_release "idle servers and connections"
if ! command -v python3 >/dev/null; then
  echo "ok idle servers and connections # SKIP there is no python3"
  exit 0
fi
"$SOURCE/tests/bench/idle-wakeups" --check
limit=$(ulimit -H -n)
if [ "$limit" != unlimited ] && [ "$limit" -lt 10200 ]; then
  echo "ok 10000 idle connections # SKIP at most $limit descriptors here"
else
  "$SOURCE/tests/bench/idle-connections" --check
fi
