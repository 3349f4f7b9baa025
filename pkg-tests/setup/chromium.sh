#!/usr/bin/env bash
# chromium.sh COMMAND…: runs COMMAND where Chromium, its driver and a Chinese font are, Debian's if there are none yet.
. "$(dirname "$0")/lib.sh"

has_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null
# A page in a font without Chinese would have other widths, and no screenshot would show it as officers see it.
has_font() { [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]; }

missing() {
  has_chromium || echo chromium
  command -v chromedriver >/dev/null || echo chromium-driver
  has_font || echo fontconfig fonts-noto-cjk
  command -v pdftotext >/dev/null || echo poppler-utils # reads back what is printed
}

set_up() {
  # shellcheck disable=SC2046 # one word per package
  [ -z "$(missing)" ] || apt_install "a browser for the tests" $(missing)
}

[ -z "$(missing)" ] || locked set_up
CHROMEDRIVER=$(command -v chromedriver)
export CHROMEDRIVER
WASM_BINDGEN_TEST_WEBDRIVER_JSON=$(cd "$(dirname "$0")" && pwd)/webdriver.json
export WASM_BINDGEN_TEST_WEBDRIVER_JSON
exec "$@"
