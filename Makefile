# A thin wrapper of cargo and of the scripts in .ci/, for those whose fingers type make.
# The bare cargo lines stand in docs/testing.md; nothing here is needed to build or to test.

.DEFAULT_GOAL := help
.PHONY: help demo test soak fuzz check bench windows dist book

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile

demo: ## build, then bring a virtual eHBA into use, step by step
	@.ci/packages build
	@.ci/demo

test: ## install what is missing, then format, lints, docs and all tests
	@.ci/packages build test lint
	@$(MAKE) --no-print-directory check
	cargo test --workspace --locked
	cargo test --locked --features konnektor --lib konnektor::
	cargo test --locked --features konnektor --test konnektor

soak: ## both property tests: a million runs at readers from ten beginnings, and 100,000 at a Konnektor
	@.ci/packages build
	PINLOTSE_KONNEKTOR_WALK_STEPS=100000 \
		cargo test --locked --profile soak --test in_process konnektor_walk::no_walk -- --nocapture
	for from in 1 1000001 2000003 3000017 4000037 5002000 6000011 7000019 8000009 9000011; do \
		PINLOTSE_WALK_STEPS=100000 PINLOTSE_WALK_FROM=$$from \
			cargo test --locked --profile soak --test in_process property_walk::no_walk -- --nocapture || exit 1; \
	done

fuzz: ## spoiled input for one place where input comes in: make fuzz TARGET=tlv SECONDS=60
	@.ci/packages build fuzz
	@.ci/fuzz "$(TARGET)" $(SECONDS)

check: ## format, lints, docs
	cargo fmt --all --check
	@.ci/crates
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo clippy --locked --features konnektor --lib --bins --test konnektor --bench figures -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --workspace --no-deps --document-private-items --locked --features konnektor

bench: ## the benchmarks
	@.ci/packages build
	cargo bench --workspace --locked --features konnektor

windows: ## a Windows program, built here (Debian 12)
	@.ci/packages build windows
	@.ci/cross build x86_64-pc-windows-gnu

dist: ## everything that is handed out, into target/dist (docs/packaging.md)
	@.ci/packages build dist
	@.ci/dist/all
	@.ci/dist/check

book: ## the pages of docs/ as a book, in target/book
	@.ci/book
