#!/usr/bin/env bash
# host.sh COMMAND…: runs COMMAND where rustup's compiler is, with its formatter and linter.
. "$(dirname "$0")/lib.sh"

need_rust
for component in rustfmt clippy; do
  cargo-${component#rust} --version >/dev/null 2>&1 || locked quietly "$component" rustup component add "$component"
done
exec "$@"
