#!/bin/sh
# launch.sh SH SUPERVISE RUN_FOLDER BOOT_ID PROC LENGTH FOLDER <TEXT
#
# Runs the supervisor in a session of its own and waits for it. The supervisor kills this shell once it has
# claimed the run: from then on it belongs to init and nothing ties it to the daemon. Otherwise this shell ends
# with the supervisor's exit code, having claimed nothing.
#
# It is not started with "&": a shell without job control starts such a command with SIGINT and SIGQUIT
# ignored, the supervisor could not undo that, and no agent could be interrupted.
exec 3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-
sh=$1 supervise=$2 run=$3
shift 3
if command -v setsid >/dev/null 2>&1; then
  setsid "$sh" "$supervise" "$run" "$sh" "$$" "$@"
  exit $?
fi
# macOS has no setsid(1). Its sh has job control without a terminal: a process group for each job.
exec 3<&0
set -m 2>/dev/null
"$sh" "$supervise" "$run" "$sh" "$$" "$@" <&3 3<&- &
exec 3<&-
wait "$!"
