# The peak size of an empty script, which unlike times is the same on a busy
# machine.
. "$SOURCE/tests/arch/common.sh"
only_release "the size of an empty script"
read -r _ _ peak_kb status < <(env -u LD_PRELOAD \
  "$BUILD/tests/bench/spawn" 1 "$DRUPE" -e 0)
claim "an empty script runs" "${status:-1}"
claim "its peak RSS is at most 6 MB" "$([ "${peak_kb:-9999}" -le 6144 ]
  echo $?)" "$peak_kb KB"
