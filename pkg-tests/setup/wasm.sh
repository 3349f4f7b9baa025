#!/usr/bin/env bash
# wasm.sh COMMAND…: runs COMMAND where cargo compiles to wasm and wasm-bindgen is on the PATH, both set up first if need be.
#
# rustup's wasm target where it can be had. Where it cannot (its download server is out of reach for many who would use
# this), Debian's compiler with a standard library built from Debian's source: rustup's compiler cannot build that one.
# CARGO_TARGET_DIR is target/wasm: two compilers in one folder would rebuild each other's work.
. "$(dirname "$0")/lib.sh"
root=$(cd "$(dirname "$0")/../.." && pwd)
target=wasm32-unknown-unknown

rustup_has_target() { compgen -G "$(rustc --print target-libdir --target $target)/libcore-*.rlib" >/dev/null; }

add_rustup_target() {
  command -v rustup >/dev/null || return 1
  say "setting up rustup's $target"
  timeout 20 rustup target add $target >"$cache/rustup.log" 2>&1 && rustup_has_target
}

# The name says which compiler the library in it was built by, so that an upgrade of Debian's builds a new one.
debian_sysroot() { printf '%s/sysroot-%s' "$cache" "$(/usr/bin/rustc --version | sed 's/^rustc \([^ ]*\) (\([^ ]*\).*/\1-\2/')"; }
debian_lld() { printf '/usr/bin/wasm-ld-%s' "$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')"; }
debian_source() { printf '/usr/src/rustc-%s/library' "$(/usr/bin/rustc -vV | sed -n 's/^release: //p')"; }

debian_is_ready() {
  [ -x /usr/bin/rustc ] && [ -x /usr/bin/clippy-driver ] && [ -x "$(debian_lld)" ] && [ -x "$(debian_sysroot)/bin/rustc" ]
}

set_up_debian() {
  ! debian_is_ready || return 0 # another set-up did it while this one waited for the lock
  say "rustup cannot get $target here (see $cache/rustup.log): Debian's compiler instead"
  if [ ! -x /usr/bin/rustc ] || [ ! -x /usr/bin/clippy-driver ] || [ ! -d "$(debian_source)" ]; then
    apt_install "a compiler for wasm" rustc-web rust-web-src rust-web-clippy
  fi
  local lld sysroot source host tmp
  lld=$(debian_lld)
  [ -x "$lld" ] || apt_install "a linker for wasm" "lld-${lld##*-}"

  sysroot=$(debian_sysroot)
  [ ! -x "$sysroot/bin/rustc" ] || return 0
  say "building Rust's standard library for wasm (about a minute, once)"
  source=$(debian_source)
  host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
  tmp=$(mktemp -d "$cache/tmp.XXXXXX")
  # The flags are those of Rust's own build: bitcode for LTO across std, and std's unstable parts closed to others.
  (
    cd "$source"
    quietly std env RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
      RUSTFLAGS="-Cembed-bitcode=yes -Zforce-unstable-if-unmarked" cargo build --release --target $target \
      --target-dir "$tmp/build" --manifest-path sysroot/Cargo.toml \
      --config 'profile.release.debug=false' --config 'profile.release.panic="abort"'
  )
  mkdir -p "$tmp/sysroot/bin" "$tmp/sysroot/lib/rustlib/$target/lib"
  cp "$tmp/build/$target/release/deps/"*.rlib "$tmp/sysroot/lib/rustlib/$target/lib/"
  ln -s "/usr/lib/rustlib/$host" "$tmp/sysroot/lib/rustlib/$host"
  # shellcheck disable=SC2016 # the wrapper finds its sysroot itself, when it runs
  printf '%s\n' '#!/bin/sh' 'exec /usr/bin/rustc --sysroot "$(dirname "$(dirname "$0")")" "$@"' >"$tmp/sysroot/bin/rustc"
  chmod +x "$tmp/sysroot/bin/rustc"
  mv "$tmp/sysroot" "$sysroot"
  rm -rf "$tmp"
}

# The command-line tool must be of the very version that the crate was compiled against.
bindgen_version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print }' "$root/Cargo.lock")
bindgen=$cache/wasm-bindgen-$bindgen_version

need_rust
if ! rustup_has_target && ! debian_is_ready && ! locked add_rustup_target; then
  locked set_up_debian
fi
# Without --locked, because its lock file can name a version that is not to be had everywhere yet.
[ -x "$bindgen/bin/wasm-bindgen" ] || locked cargo_tool wasm-bindgen-cli "$bindgen_version"

if ! rustup_has_target; then
  SYSROOT=$(debian_sysroot) # clippy-driver takes the place of the compiler, and so of the wrapper
  export SYSROOT
  export RUSTC=$SYSROOT/bin/rustc
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$(debian_lld)
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER
  # `cargo clippy` would be rustup's, which cannot read what Debian's compiler built.
  export CLIPPY=/usr/bin/cargo-clippy
fi
export CARGO_TARGET_DIR=$root/target/wasm CARGO_BUILD_TARGET=$target
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=$bindgen/bin/wasm-bindgen-test-runner
export PATH=$bindgen/bin:$PATH
exec "$@"
