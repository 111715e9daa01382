#!/bin/sh
# Everything up: starts the daemon, waits until it is healthy, and stays until Ctrl-C, which stops the daemon.
# Agents go on; a second Ctrl-C within three seconds stops them too.
case $0 in
  */*) here=$(CDPATH= cd -P -- "${0%/*}" && pwd) ;;
  *) here=$(CDPATH= cd -P -- . && pwd) ;;
esac
orch=$here/orch

asked=
trap 'asked=yes' INT TERM HUP
"$orch" up
code=$?
if [ -n "$asked" ]; then
  "$orch" up >/dev/null 2>&1 # one that was just being started is waited for, to be stopped then
elif [ "$code" -ne 0 ]; then
  exit "$code"
fi
pid=$("$orch" health --json | sed -n 's/.*"pid" *: *\([0-9]*\).*/\1/p')
[ -n "$pid$asked" ] || exit 1
[ -n "$asked" ] || echo 'Ctrl-C stops the daemon; agents go on.'

while [ -z "$asked" ] && kill -0 "$pid" 2>/dev/null; do
  sleep 1 &
  wait $! # a trap ends a wait at once, a sleep it does not
done
if [ -z "$asked" ]; then
  echo 'The daemon has ended by itself; its last lines:' >&2
  "$orch" logs --daemon | tail -n 5 >&2
  exit 1
fi

again=
trap 'again=yes' INT TERM HUP
facts=$("$orch" down --json) # nothing if Ctrl-C ends it too
code=$?
left=$(printf '%s\n' "$facts" | sed -n 's/.*"sessions_left" *: *\([0-9][0-9]*\).*/\1/p')
if [ "$code" -ne 0 ]; then
  if [ -z "$again" ]; then # why not, in words
    "$orch" down
    code=$?
  fi
else
  case $left in
    '') echo 'The daemon has stopped. How many agents go on is not known.' ;;
    0) echo 'The daemon has stopped. No agent is running.' ;;
    1) echo 'The daemon has stopped. 1 agent goes on.' ;;
    *) echo "The daemon has stopped. $left agents go on." ;;
  esac
  if [ "${left:-0}" -gt 0 ] && [ -z "$again" ]; then
    echo 'orch up takes them up again. Ctrl-C again within 3 seconds stops them too.'
    sleep 3 &
    wait $!
  fi
fi
trap '' INT
if [ -n "$again" ]; then exec "$orch" down --all; fi
exit "$code"
