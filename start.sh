#!/bin/sh
# Everything up: starts the daemon, waits until it is healthy, opens its pages, and stays until Ctrl-C, which stops the
# daemon. Agents go on; a second Ctrl-C within three seconds stops them too.
# The pages are opened at port 5173 (ORCH_UI_PORT says another, empty: at the daemon's own), which answers all else too.
# With --dev they come from their sources in ui/, anew after each edit.
case $0 in
  */*) here=$(CDPATH= cd -P -- "${0%/*}" && pwd) ;;
  *) here=$(CDPATH= cd -P -- . && pwd) ;;
esac
orch=$here/orch

dev=
case $#${1-} in
  0) ;;
  1--dev) dev=yes ;;
  *)
    echo 'start.sh takes nothing, or --dev' >&2
    exit 2
    ;;
esac
if [ -n "$dev" ] && ! command -v npm >/dev/null; then
  echo 'start.sh --dev takes npm and Node 20.19 or newer; ./start.sh serves the pages that were built' >&2
  exit 1
fi

page_port=${ORCH_UI_PORT-5173}
ORCH_UI_PORT=$page_port
[ -z "$dev" ] || ORCH_UI_PORT=
export ORCH_UI_PORT

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
# Whether somebody listens on that port of this machine.
listens() {
  node -e 'require("net").connect(process.argv[1], "127.0.0.1").on("connect", () => process.exit(0)).on("error", () => process.exit(1))' "$1"
}

vite=
if [ -z "$asked$dev" ]; then
  "$orch" ui || : # all else works without
elif [ -z "$asked" ]; then
  port=${page_port:-5173}
  [ -d "$here/ui/node_modules" ] || (cd "$here/ui" && npm ci --no-audit --no-fund)
  url=$("$orch" health | sed -n 's/.*\(http:[^[:space:]]*\).*/\1/p')
  if listens "$port"; then # whoever it is would be told the code
    echo "port $port is taken: ORCH_UI_PORT says another one" >&2
  elif [ -z "$asked" ]; then
    (cd "$here/ui" && ORCH_URL=$url exec npm run dev -- --port "$port") </dev/null &
    vite=$!
    until [ -n "$asked" ] || listens "$port"; do
      kill -0 "$vite" 2>/dev/null || break
      sleep 1 &
      wait $!
    done
    # Last, since it is good for a minute.
    if [ -z "$asked" ] && kill -0 "$vite" 2>/dev/null && link=$("$orch" ui --print 2>/dev/null); then
      echo "http://127.0.0.1:$port/login${link#*/login}"
    fi
  fi
fi
[ -n "$asked" ] || echo 'Ctrl-C stops the daemon; agents go on.'

while [ -z "$asked" ] && kill -0 "$pid" 2>/dev/null; do
  sleep 1 &
  wait $! # a trap ends a wait at once, a sleep it does not
done
if [ -n "$vite" ]; then
  kill "$vite" 2>/dev/null
  wait "$vite" 2>/dev/null
fi
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
