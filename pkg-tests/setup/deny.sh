#!/usr/bin/env bash
# deny.sh: checks the crates of Cargo.lock against .cargo/deny.toml with cargo-deny, which is built first if need be.
. "$(dirname "$0")/lib.sh"

version=0.20.2
deny=$cache/cargo-deny-$version/bin/cargo-deny
check() { "$deny" --locked --config .cargo/deny.toml check "$@"; }

need_rust
[ -x "$deny" ] || locked cargo_tool cargo-deny "$version" --locked --no-default-features
check bans licenses sources

# The advisories are a git repository on GitHub, which is out of reach for some; the rest needs no network.
if timeout 60 "$deny" --config .cargo/deny.toml fetch db >"$cache/advisories.log" 2>&1; then
  check advisories
else
  say "advisories: not looked at, their database cannot be had here (see $cache/advisories.log)"
fi
