# What README, CI and people call. `make help` lists it.
.POSIX:
.PHONY: help run test check build bench soak

# Each recipe asks for the folder itself, since only then is `target` linked to it.
CARGO = CARGO_TARGET_DIR="$$(dist/target.sh)" cargo

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

run: ## open the example plan (without a display: print its findings, write its charts as pictures)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then dist/setup.sh run; else dist/setup.sh build; fi
	$(CARGO) build --locked
	@dist/run.sh "$$(dist/target.sh)/debug/upturn"

test: ## run all tests
	@dist/setup.sh test
	$(CARGO) test --locked

check: ## what CI runs: format, lints, docs and tests, warnings denied
	@dist/setup.sh test
	cargo fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc --locked --no-deps --document-private-items
	$(CARGO) test --locked

build: ## build the program: target/release/upturn
	@dist/setup.sh build
	$(CARGO) build --locked --release

bench: ## measure speed
	@dist/setup.sh test
	$(CARGO) bench --locked --benches

soak: ## break plans, kill programs and press keys for up to an hour
	@dist/setup.sh test
	UPTURN_SOAK=1 UPTURN_FULL_TESTS=1 $(CARGO) test --locked --release --test storage -- --nocapture
	UPTURN_SOAK=1 $(CARGO) test --locked --release --test app monkey -- --nocapture
