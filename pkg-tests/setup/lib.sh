# shellcheck shell=bash
# What the set-up scripts share; sourced, never run.
set -euo pipefail

# Tools outlive the clone, so that CI and a second clone find them ready. Entries are named after versions.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/jixiao
mkdir -p "$cache"

say() { printf '── %s\n' "$*"; }
die() {
  printf '✗ %s\n' "$*" >&2
  exit 1
}

# need COMMAND WHERE-TO-GET-IT: only for what the set-up cannot bring itself.
need() { command -v "$1" >/dev/null || die "$1 is missing: $2"; }

# locked COMMAND…: one set-up at a time on this machine; the lock goes with the process that holds it.
locked() (
  flock 9
  rm -rf "$cache"/tmp.* # left by one that was interrupted
  "$@" 9>&-
) 9>"$cache/lock"

# quietly NAME COMMAND…: the output goes to a log, whose end is shown if the command fails.
quietly() {
  local log=$cache/$1.log
  shift
  "$@" >"$log" 2>&1 </dev/null || {
    tail -n 20 "$log" >&2
    die "failed: $* (all of its output: $log)"
  }
}

# apt_install WHY PACKAGE…
apt_install() {
  local why=$1 as_root=()
  shift
  command -v apt-get >/dev/null || die "$why is missing and there is no apt-get here: install the equivalent of Debian's $*"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "$why is missing: as root, run apt-get install --no-install-recommends $*"
    as_root=(sudo)
  fi
  say "setting up $why (Debian's $*)"
  quietly apt "${as_root[@]}" apt-get update
  quietly apt "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"
}

# cargo_tool CRATE VERSION OPTION…: builds a tool into $cache/CRATE-VERSION, without the -cli of the crate's name.
cargo_tool() {
  local name=${1%-cli}-$2 crate=$1 version=$2 tmp
  shift 2
  [ ! -d "$cache/$name" ] || return 0 # another set-up did it while this one waited for the lock
  say "building $crate $version (a minute or two, once)"
  tmp=$(mktemp -d "$cache/tmp.XXXXXX")
  # Unoptimised builds in less than half the time and is fast enough.
  (
    cd / # out of reach of this crate's configuration
    unset RUSTC RUSTFLAGS CARGO_TARGET_DIR CARGO_BUILD_TARGET
    export CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off
    quietly "$crate" cargo install "$crate" --version "$version" "$@" --root "$tmp/root" --target-dir "$tmp/build"
  )
  mv "$tmp/root" "$cache/$name"
  rm -rf "$tmp"
}

need_rust() {
  need cargo "install Rust with rustup, https://rustup.rs"
  command -v cc >/dev/null || locked apt_install "a C compiler, which Rust links with" gcc libc6-dev
}

need_node() {
  need npm "install Node 20 or later, https://nodejs.org"
  [ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ] || die "Node $(node --version) is too old: install 20 or later"
}
