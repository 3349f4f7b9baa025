#!/usr/bin/env bash
# fuzz.sh TARGET SECONDS: has libFuzzer look for an input that breaks a target of pkg-tests/fuzz, by cargo-fuzz, which is
# built first if need be. What it learns is kept in target/fuzz/corpus, what breaks in target/fuzz/broken.
. "$(dirname "$0")/lib.sh"
root=$(cd "$(dirname "$0")/../.." && pwd)
target=$1 seconds=$2

version=0.13.2
fuzz=$cache/cargo-fuzz-$version/bin/cargo-fuzz
need_rust
command -v c++ >/dev/null || locked apt_install "a C++ compiler, for libFuzzer" g++
[ -x "$fuzz" ] || locked cargo_tool cargo-fuzz "$version"

corpus=$root/target/fuzz/corpus/$target
broken=$root/target/fuzz/broken/$target
mkdir -p "$corpus" "$broken"
case $target in
  read_*) seeds=$root/pkg-tests/rust/reading ;;
  *) seeds=$root/pkg-tests/fuzz/seeds/$target ;;
esac
[ -d "$seeds" ] || seeds=

# Stable compilers support libFuzzer's instrumentation only when forced to. The code has no `unsafe`
# for a sanitizer to look at.
cd "$root/pkg-tests/fuzz"
export RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$root/target/fuzz
"$fuzz" fuzz run --fuzz-dir . --sanitizer none --features run "$target" "$corpus" ${seeds:+"$seeds"} -- \
  -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -artifact_prefix="$broken/"
