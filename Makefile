# What README, CI and people call. `make help` lists it.
.POSIX:
.PHONY: help run test check build bench accuracy install uninstall deb soak

# Where `make install` puts things; DESTDIR goes before it, for those who make packages.
PREFIX = /usr/local
DESTDIR =
PLACED = DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" dist/linux/install.sh

# Each recipe asks for the folder itself, since only then is `target` linked to it.
CARGO = CARGO_TARGET_DIR="$$(dist/target.sh)" cargo

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

# Tests that drive a window wait more than they work, so that one more than there are processors finds its time.
TESTS = RUST_TEST_THREADS="$${RUST_TEST_THREADS:-$$(( $$(getconf _NPROCESSORS_ONLN) + 1 ))}" $(CARGO) test --locked

run: ## open the example plan (without a display: print its findings, write its charts as pictures)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then dist/setup.sh run; else dist/setup.sh build; fi
	$(CARGO) build --locked
	@dist/run.sh "$$(dist/target.sh)/debug/upturn"

test: ## run all tests
	@dist/setup.sh test
	$(TESTS)

check: ## what CI runs: format, lints, docs, tests and what dist tells desktops, warnings denied
	@dist/setup.sh check
	cargo fmt --check
	dist/check.sh
	$(CARGO) clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc --locked --no-deps --document-private-items
	$(TESTS)

build: ## build the program: target/release/upturn
	@dist/setup.sh build
	$(CARGO) build --locked --release

install: ## put what `make build` made under PREFIX (/usr/local), so that desktops find it (Linux)
	@$(PLACED) install "$$(dist/target.sh)/release/upturn"

uninstall: ## take away what `make install` put there
	@$(PLACED) uninstall none

deb: build ## make a Debian package: target/debian/upturn_….deb
	@dist/setup.sh deb
	@dist/linux/deb.sh "$$(dist/target.sh)/release/upturn"

accuracy: ## score every forecast method on the development series beside the clone (../shared/forecast)
	@dist/setup.sh build
	$(CARGO) build --locked --release
	@dist/accuracy.sh "$$(dist/target.sh)/release/upturn" ../shared/forecast

bench: ## measure speed
	@dist/setup.sh test
	$(CARGO) bench --locked --benches

# The tests' own build with our code at full speed, and without the checks for overflow that the gate has.
SOAK = UPTURN_SOAK=1 UPTURN_FULL_TESTS=1 $(CARGO) test --locked \
	--config 'profile.dev.package.upturn.opt-level=3' \
	--config 'profile.dev.package.upturn.overflow-checks=false' \
	--config 'profile.dev.package.calamine.overflow-checks=false'

soak: ## break plans and tables, kill programs and press keys for up to an hour
	@dist/setup.sh test
	$(SOAK) --test storage -- --nocapture
	$(SOAK) --test import hostile -- --nocapture
	$(SOAK) --test app monkey -- --nocapture
