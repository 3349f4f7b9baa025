#!/usr/bin/env bash
# debian.sh PROGRAM COMMAND…: runs COMMAND where PROGRAM is, from Debian's package of that name if it is missing.
. "$(dirname "$0")/lib.sh"

program=$1
shift
is_here() { command -v "$program" >/dev/null; }
set_up() { is_here || apt_install "$program" "$program"; }

is_here || locked set_up
exec "$@"
