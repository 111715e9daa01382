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

# Counts the sessions that go on, page by page.
going() {
  count=0 cursor=
  while page=$("$orch" sessions list --json --limit 500 ${cursor:+--cursor "$cursor"} 2>/dev/null); do
    count=$((count + $(printf '%s\n' "$page" | tr ',' '\n' |
      grep -Ec '"state" *: *"(created|running|waiting_for_user)"')))
    cursor=$(printf '%s\n' "$page" | sed -n 's/.*"next_cursor" *: *"\([^"]*\)".*/\1/p')
    [ -n "$cursor" ] || break
  done
  echo "$count"
}

again=
trap 'again=yes' INT TERM HUP
going=$(going) # says nothing if Ctrl-C ends it too
if [ -z "$again" ] && [ "${going:-0}" -gt 0 ]; then
  if [ "$going" -eq 1 ]; then go='1 session goes'; else go="$going sessions go"; fi
  echo "$go on when the daemon stops. Ctrl-C again within 3 seconds stops what runs."
  sleep 3 &
  wait $!
fi
trap '' INT
if [ -n "$again" ]; then "$orch" down --all; else "$orch" down; fi
