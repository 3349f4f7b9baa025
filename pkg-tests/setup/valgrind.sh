#!/usr/bin/env bash
# valgrind.sh COMMAND…: runs COMMAND where valgrind is, Debian's if there is none yet.
. "$(dirname "$0")/lib.sh"

set_up() { command -v valgrind >/dev/null || apt_install "a counter of instructions" valgrind libc6-dbg; }

command -v valgrind >/dev/null || locked set_up
exec "$@"
