#!/usr/bin/env bash
# step.sh TARGET WHAT COMMAND…: announces one step of `make test`, runs it, and says how to repeat it if it fails.
. "$(dirname "$0")/lib.sh"
target=$1 what=$2
shift 2
need_node
say "$what"
"$@" || die "$what: failed. To repeat only this step: make $target"
