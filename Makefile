# What one does with koja. `make help` lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
SECONDS ?= 60
# The standard library is linked in: the tool starts faster and runs where no Swift is installed.
RELEASE = -c release --static-swift-stdlib
TOOL = .build/release/koja

.DEFAULT_GOAL := help
.PHONY: help packages build run test check lint format soak fuzz city hostile crash writers faults bench bench-large bench-peers install uninstall clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

packages: ## install the missing system packages (apt, as root or with sudo)
	@Tools/install-packages.sh

build: packages ## build the tool in release mode
	$(SWIFT) build $(RELEASE) --product koja

run: build ## check the records, then follow a complaint from intake to resolved in a scratch copy
	@Tools/tour.sh $(TOOL)

test: packages ## build and run all tests
	$(SWIFT) build --build-tests
	TMPDIR=$$(Tools/scratch-folder.sh) $(SWIFT) test --skip-build

check: ## check the records of this repository with the tool as it is built
	@if [ -x $(TOOL) ]; then $(TOOL) check; else .build/debug/koja check; fi

lint: ## complain about formatting
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

format: ## format all Swift sources
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

soak: build ## property tests for long, 10,000 operations beside the index, 100,000 verdicts beside other validators
	$(SWIFT) build --build-tests
	KOJA_SOAK=25 $(SWIFT) test --skip-build
	Tests/Harness/index.sh $(TOOL) 10000
	Tests/Harness/differential.sh 100000

city: build ## a made-up city of 100,000 records: every collection, report, screen and page of it
	Tests/Harness/city.sh $(TOOL)

fuzz: packages ## fuzz the readers, the schema compiler and the filter language for SECONDS=60 each
	Tests/Harness/fuzz.sh $(SECONDS)

hostile: build ## inputs made to hurt, through the built tool; prints time, memory and finding of each
	Tests/Harness/hostile.sh $(TOOL)

crash: build ## 2,200 changes, 1,000 of them killed at random; prints its figures
	Tests/Harness/crash.sh $(TOOL)

writers: build ## 16 concurrent writers on one clone, stock git among them; prints its figures
	Tests/Harness/writers.sh $(TOOL)

faults: build ## a full disk, a folder that is read-only, damage, locks: what the tool says and what is left
	Tests/Harness/faults.sh $(TOOL)

bench: build ## measure on the made-up city of 100,000 records, beside the peers that are installed
	Benchmarks/bench.sh $(TOOL) 100000

bench-large: build ## the same for 1,000,000 records
	Benchmarks/bench.sh $(TOOL) 1000000 1 batch

bench-peers: ## install the peers that come from PyPI into .build/bench
	Benchmarks/peers.sh

install: build ## install tool, schemas and completions below PREFIX (/usr/local)
	@Tools/install.sh $(TOOL) "$(DESTDIR)$(PREFIX)"

uninstall: ## remove what install put below PREFIX
	rm -rf "$(DESTDIR)$(PREFIX)/bin/koja" "$(DESTDIR)$(PREFIX)/share/koja" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/koja" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_koja" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/koja.fish"

clean: ## remove everything that was built
	rm -rf .build
