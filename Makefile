# Two commands need nothing but rustup's cargo, Node 20, git and Debian's package manager:
#   make serve   builds everything and serves the page on http://localhost:8080 (PORT=… for another)
#   make test    runs every test there is, quick ones first
# Tools that these install are kept in ${XDG_CACHE_HOME:-~/.cache}/jixiao.

SETUP := pkg-tests/setup
HOST := $(SETUP)/host.sh
WASM := $(SETUP)/wasm.sh
CHROMIUM := $(SETUP)/chromium.sh
DEBIAN := $(SETUP)/debian.sh
STEP = $(SETUP)/step.sh $@
BIN := pkg-tests/node_modules/.bin
NODE_MODULES := pkg-tests/node_modules/.package-lock.json

.PHONY: serve www pkg size counts bench fuzz docs labels new-rule release test lint test-host test-wasm-node test-wasm-chromium test-npm test-page clean
.NOTPARALLEL:

serve: www
	@PORT=$${PORT:-8080} node $(SETUP)/serve.mjs www

# The page as a folder that any static server can take.
www: pkg
	@[ www/pkg/package.json -nt pkg/package.json ] || { rm -rf www/pkg && cp -R pkg www/pkg && rm -r www/pkg/form www/pkg/jixiao-form.*; }

# The npm package.
pkg: $(NODE_MODULES)
	@$(STEP) "the wasm module" $(WASM) cargo build --quiet --release --lib
	@$(STEP) "the wasm module that reads files" $(WASM) cargo build --quiet --release --lib --features reader --target-dir target/reader
	@$(STEP) "the wasm module that writes files" $(WASM) cargo build --quiet --release --lib --features writer --target-dir target/writer
	@$(STEP) "the npm package, in pkg/" $(WASM) flock target/pkg.lock node $(SETUP)/pkg.mjs

# The size of the package and the page, and what contributes to it. UPDATE_SIZE=1 records it as expected.
size: pkg
	@node $(SETUP)/size.mjs
	@$(STEP) "the wasm module, its generics named in full" $(WASM) cargo build --quiet --release --lib --target-dir target/costs \
		--config 'target.wasm32-unknown-unknown.rustflags=["-Csymbol-mangling-version=v0"]'
	@$(WASM) node $(SETUP)/costs.mjs

# Instructions of a check, an edit, reading a text. UPDATE_COUNTS=1 records them as expected.
counts: $(NODE_MODULES)
	@$(STEP) "instruction counts" $(DEBIAN) valgrind $(HOST) node $(SETUP)/counts.mjs

# docs/performance.md: the package against its peers, in Node and in Chromium, the page and the native crate. Takes 15 minutes.
bench: www
	@$(STEP) "the benchmark" $(CHROMIUM) $(HOST) node --test-reporter=dot pkg-tests/bench/run.mjs

# libFuzzer, for SECONDS=… (60) on TARGET=…, one of pkg-tests/fuzz/targets (read_text).
fuzz: $(NODE_MODULES)
	@$(STEP) "fuzzing" $(SETUP)/fuzz.sh $(or $(TARGET),read_text) $(or $(SECONDS),60)

# docs/rules/, from the comments of the rules' files.
docs:
	@$(STEP) "docs/rules" env UPDATE_DOCS=1 $(HOST) cargo test --quiet --test rust docs_are_up_to_date

# www/form/labels.js, from the declarations of documents and records.
labels:
	@$(STEP) "www/form/labels.js" env UPDATE_LABELS=1 $(HOST) cargo test --quiet --test rust labels_are_up_to_date

# A rule's file and its place in the list: CODE=WGT002 NAME=zero-weight. docs/contributing.md has the next steps.
new-rule:
	@$(HOST) node $(SETUP)/new-rule.mjs "$(CODE)" "$(NAME)"

# All checks before a release; docs/contributing.md has the next steps.
release:
	@$(STEP) "the changelog's entry" node $(SETUP)/changelog.mjs
	@$(MAKE) --no-print-directory test
	@$(STEP) "what npm would pack" sh -c 'cd pkg && npm pack --dry-run'
	@$(STEP) "the crate, built from its archive" $(HOST) cargo package --quiet --locked --features cli

test: lint test-host counts test-wasm-node test-wasm-chromium test-npm test-page

# .biome.json and pkg-tests/tsconfig.json select the scripts; the types of the page's depend on the package's.
lint: www
	@$(STEP) "scripts" $(BIN)/biome lint --error-on-warnings --log-level=warn
	@$(STEP) "format of the scripts" $(BIN)/biome format --log-level=warn
	@$(STEP) "types of the page's scripts" $(BIN)/tsc --project pkg-tests
	@$(STEP) "scripts of the set-up" $(DEBIAN) shellcheck shellcheck .ci/run $(wildcard $(SETUP)/*.sh)
	@$(STEP) "format" $(HOST) cargo fmt --check
	@$(STEP) "format of what fuzzes" $(HOST) cargo fmt --check --manifest-path pkg-tests/fuzz/Cargo.toml
	@$(STEP) "clippy" $(HOST) cargo clippy --quiet --all-targets --features cli -- -D warnings
	@$(STEP) "clippy, as wasm" $(WASM) sh -c '"$${CLIPPY:-cargo-clippy}" clippy --quiet --lib -- -D warnings'
	@$(STEP) "clippy, as the reader's wasm" $(WASM) sh -c '"$${CLIPPY:-cargo-clippy}" clippy --quiet --lib --features reader -- -D warnings'
	@$(STEP) "clippy, as the writer's wasm" $(WASM) sh -c '"$${CLIPPY:-cargo-clippy}" clippy --quiet --lib --features writer -- -D warnings'
	@$(STEP) "clippy, on what fuzzes" $(HOST) cargo clippy --quiet --manifest-path pkg-tests/fuzz/Cargo.toml --target-dir target/fuzz-check -- -D warnings
	@$(STEP) "licences and sources of the crates" $(SETUP)/deny.sh

test-host:
	@$(STEP) "Rust tests" $(HOST) cargo test --features cli

# Not `cargo test -q`: wasm-bindgen's runner takes no such option.
test-wasm-node:
	@$(STEP) "wasm tests in Node" $(WASM) cargo test --test wasm

test-wasm-chromium:
	@$(STEP) "wasm tests in Chromium" $(CHROMIUM) env WASM_BINDGEN_USE_BROWSER=1 $(WASM) cargo test --test wasm

test-npm: pkg
	@$(STEP) "package tests in Node" node --test $(wildcard pkg-tests/node/*.test.mjs pkg-tests/bench/*.test.mjs)

test-page: www
	@$(STEP) "package and page tests in Chromium" $(CHROMIUM) node --test $(wildcard pkg-tests/browser/*.test.mjs)

clean:
	rm -rf target pkg www/pkg pkg-tests/node_modules

$(NODE_MODULES): pkg-tests/package-lock.json
	@$(STEP) "the tools from npm" npm ci --prefix pkg-tests --no-audit --no-fund --loglevel=error
	@touch $@
