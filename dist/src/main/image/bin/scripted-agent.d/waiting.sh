# Scratch files, signals, and waiting without polling.
#
# One process prints and decides. What helpers find out they leave in files and then write a line to the
# pipe `wake`, so a line read from it never carries news, only says: look again. A helper lets go of the
# output by `exec`: with a plain redirection the shell keeps a copy, and who reads waits for its end.

leave() {
  trap '' INT TERM
  drop_helper
  [ -z "$reader" ] || kill "$reader" 2>/dev/null
  echo >&3 # ends the child of a `pause` that a signal interrupted
  rm -rf "$run"
  exit "$1"
}

drop_helper() {
  [ -z "$helper" ] || kill "$helper" 2>/dev/null
  helper=
}

# Writes each line of standard input to a file of its own; `.whole` appears when all of it is there.
read_input() {
  line=
  number=0
  while IFS= read -r line || [ -n "$line" ]; do
    printf '%s\n' "$line" >"$run/in.$number"
    : >"$run/in.$number.whole"
    echo >&3
    number=$((number + 1))
    line=
  done
  : >"$run/end"
  echo >&3
}

# `wait`, unlike `read`, is ended by a signal in every shell; the trap then wakes the child too. The child
# itself cannot write to the pipe, so it ends when all who can are gone, however they went.
pause() {
  (
    exec 2>/dev/null >/dev/null <"$run/wake" 3<&-
    IFS= read -r _ || :
  ) &
  waiter=$!
  while wait "$waiter"; [ $? -gt 128 ]; do :; done
}

# Takes what comes in until the condition holds; fails when the turn is to stop first.
wait_for() {
  while :; do
    take_input
    [ -z "$stop" ] || return 1
    "$@" && return 0
    pause
  done
}

# Does a command aside: its exit code is in $status once `done_aside` holds.
aside() {
  ticket=$((ticket + 1))
  (
    exec >/dev/null 2>&1
    inner=
    trap 'kill "$inner" 2>/dev/null; exit 0' TERM
    "$@" </dev/null >"$run/output" 2>&1 3>&- &
    inner=$!
    wait "$inner"
    echo "$ticket $?" >"$run/aside"
    echo >&3
  ) &
  helper=$!
}

done_aside() {
  [ -e "$run/aside" ] && read -r done_ticket status <"$run/aside" && [ "$done_ticket" = "$ticket" ]
}

delay() { # MS
  [ "$1" -gt 0 ] || { take_input; [ -z "$stop" ]; return; }
  fraction=$((1000 + $1 % 1000))
  if [ "$fractions" = yes ]; then aside sleep "$(($1 / 1000)).${fraction#1}"
  else aside sleep $((($1 + 999) / 1000)); fi
  wait_for done_aside
}

never() { false; }
input_ended() { [ -e "$run/end" ] && [ ! -e "$run/in.$taken.whole" ]; }
work_or_end() { [ -n "$queue" ] || input_ended; }
answered() { [ -n "$answer" ] || input_ended; }
