#!/bin/sh
# supervise.sh RUN_FOLDER SH LAUNCHER BOOT_ID PROC LENGTH FOLDER <TEXT
# supervise.sh RUN_FOLDER SH feed POSITION
#
# One per run; starts the agent at most once, feeds it and records how it ended. Nothing that matters is kept in
# memory, every file is appended to, or written aside and renamed, so that anyone may be killed at any point.
#
#   version   the format of this folder; the daemon writes it before anything else. None: 1
#   pid       the claim, "v1 BOOT_ID PID START"; made by ln, which fails if it is there; a daemon that wants the
#             run never to start makes it itself, "v1 forbidden"
#   agent     "v1 PID START", before the agent's program is executed
#   out.log   err.log   written by the agent itself, appending
#   in.log    all that was ever sent to the agent's input; the daemon appends, the feeder below passes it on
#   in.end    the length of in.log at which the input ends
#   in.fed    how much of in.log the feeder has passed on; "end" once it has left
#   bell      FIFO: any line means "look at in.log and in.end", "q" means "leave"
#   in.fifo   FIFO: the agent's input
#   exit      "running", overwritten in place by "exited CODE": its block is reserved at the start, so that the code
#             survives a full disk
#
# TEXT is shell text that sets the agent's environment and appends its argv to "$@". It comes through a pipe, of
# LENGTH bytes exactly: a daemon that dies while writing it starts nothing. The environment of this script is
# clean, whatever the agent's is (SHELLOPTS, PATH, IFS …), and carries no marker of the run.
#
# A shell that can fork no more, because its user may have no more processes, ends at once, whatever it was about to
# do. So nothing is forked between the agent's end and the record of it; and the feeder turns into a new one, the
# second form above, which goes on once the bell is rung. The daemon rings as long as in.fed is behind.
set -u
run=$1 sh=$2

# Passes in.log on. Leaves at the end of the input, which the agent sees because no one else holds the FIFO
# open for writing; when told to; and when the agent reads no more. Forks before it passes anything on, or not at all:
# what could not be forked has passed nothing on.
feed() {
  trap 'exec "$sh" "$0" "$run" "$sh" feed "$fed" 3<&- 4<&- 5<&- 6<&- 8<&-' EXIT
  while :; do
    echo "$fed" >"$run/in.fed"
    if ! size=$(wc -c <"$run/in.log"); then
      [ -d "$run" ] || leave
      await_ring
    elif [ "$size" -gt "$fed" ]; then
      tail -c "+$((fed + 1))" "$run/in.log" | head -c "$((size - fed))" >&9 || leave
      fed=$((size))
    elif [ -f "$run/in.end" ] && read -r end <"$run/in.end" && [ "$fed" -ge "$end" ]; then
      leave
    else
      await_ring
    fi
  done
}

await_ring() {
  read -r ring <&7 && [ "$ring" != q ] || leave
}

leave() {
  trap - EXIT
  echo end >"$run/in.fed"
  exit 0
}

if [ "$3" = feed ]; then             # forks nothing before the bell is rung
  umask 077
  fed=$4
  await_ring
  feed
fi

mask=$(umask)
umask 077
launcher=$3 boot=$4 proc=$5 length=$6 folder=$7
trap : HUP INT QUIT TERM USR1 USR2   # handlers, which the agent does not inherit as "ignored" would be

refuse() {
  echo "$2"
  exit "$1"
}

# PID -> when it started: the kernel's ticks or, where there is no /proc, the words of ps, without spaces
started() {
  if [ -r "$proc/$1/stat" ]; then
    read -r line <"$proc/$1/stat"
    line=${line##*) }
    set -- $line
    echo "${20}"
  else
    TZ=UTC0 ps -o lstart= -p "$1" | tr -s ' ' _
  fi
}

# In a process of its own, which turns into the agent. The agent's names may be those of this script's
# variables: what is needed after the eval is in "$@" before it.
become_agent() {
  exec <"$run/in.fifo" >>"$run/out.log" 2>>"$run/err.log" 7>&-
  self=$("$sh" -c 'echo "$PPID"')
  printf 'v1 %s %s\n' "$self" "$(started "$self")" >"$run/agent.new" && mv "$run/agent.new" "$run/agent" || exit 126
  cd -- "$folder" || exit 126
  umask "$mask"
  set --
  [ -z "$setsid" ] || set -- "$setsid"
  set +u
  eval "$text"
  exec "$@"
}

text=$(cat)
[ "${#text}" -eq "$length" ] || refuse 74 "what to start was not handed over completely"
(cd -- "$folder") || refuse 71 "the folder to start in is gone: $folder"
cd /

printf 'v1 %s %s %s\n' "$boot" "$$" "$(started "$$")" >"$run/pid.$$" || refuse 73 "cannot write to $run"
ln "$run/pid.$$" "$run/pid" 2>/dev/null && claimed=yes || claimed=no
rm -f "$run/pid.$$"
[ "$claimed" = yes ] || refuse 75 "the run is claimed already"

if ! {
  printf '%-120s\n' running >"$run/exit" && printf '' >>"$run/out.log" && printf '' >>"$run/err.log" &&
    printf '' >>"$run/in.log" && mkfifo "$run/in.fifo" "$run/bell"
}; then
  printf 'exited 126\n' >"$run/exit"
  refuse 73 "cannot make the files of the run in $run"
fi
exec 7<>"$run/bell"                  # for reading and writing: never waits for the other side, never sees an end
exec </dev/null >/dev/null 2>&1
[ "$PPID" != "$launcher" ] || kill -s KILL "$launcher"

{
  exec 9>"$run/in.fifo"              # waits for the agent to open its side
  fed=0
  feed
} &
setsid=$(command -v setsid)
if [ -n "$setsid" ]; then
  (become_agent)                     # not with "&", see launch.sh
  code=$?
else
  set -m
  become_agent &
  agent=$!
  set +m
  while :; do                        # wait also returns for a trapped signal
    wait "$agent"
    code=$?
    kill -0 "$agent" 2>/dev/null || break
  done
  wait "$agent" 2>/dev/null
  again=$?
  [ "$again" -eq 127 ] || code=$again
fi

while [ -d "$run" ]; do
  printf 'exited %d\n' "$code" 1<>"$run/exit" && break
  sleep 1
done
echo q >&7
kill -s KILL -- "-$$"                # this shell, the feeder and what the feeder runs
