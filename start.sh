#!/bin/sh
# Everything up: starts the daemon, waits until it is healthy, and stays until Ctrl-C, which stops the daemon.
# Agents go on; a second Ctrl-C within three seconds stops them too.
case $0 in
  */*) here=$(CDPATH= cd -P -- "${0%/*}" && pwd) ;;
  *) here=$(CDPATH= cd -P -- . && pwd) ;;
esac
orch=$here/orch

"$orch" up || exit
pid=$("$orch" health --json | sed -n 's/.*"pid" *: *\([0-9]*\).*/\1/p')
[ -n "$pid" ] || exit 1
echo 'Ctrl-C stops the daemon; agents go on.'

asked=
trap 'asked=yes' INT TERM HUP
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
running=$("$orch" sessions list --state running 2>/dev/null | sed 1d | wc -l)
if [ "$running" -gt 0 ]; then
  echo "$((running)) agents go on when the daemon stops. Ctrl-C again within 3 seconds stops them too."
  sleep 3 &
  wait $!
fi
trap '' INT
if [ -n "$again" ]; then "$orch" down --all; else "$orch" down; fi
