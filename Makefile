# What people run. Everything works from a fresh clone with Rust, Python 3 and make; `make bench` and `make train`
# install their Python packages into build/.
CARGO ?= cargo
BINARY := target/release/rapporteur
PYTHON ?= python3

.PHONY: demo build test check cases diff bench fuzz train clean

# Builds the program and codes the sample reports: a table of who did what to whom, when, where, said by whom.
demo: build
	@$(BINARY) code --date 2024-06-12 examples/reports/*.txt examples/reports/*.md examples/reports/*.html examples/reports/*.jsonl

build:
	$(CARGO) build --release --locked -p rapporteur

# Format, lints, docs, tidy, and all tests.
test: check
	$(CARGO) test --locked --workspace

check:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --workspace --no-deps --quiet
	$(CARGO) run --locked --quiet -p xtask -- tidy

# Rewrites the expectations of all case files from what the program does now. Read the diff before you commit it.
cases:
	UPDATE_CASES=1 $(CARGO) test --locked --workspace

# Events gained, lost and altered on the sample reports against the table in tests/articles.
diff: build
	$(CARGO) run --locked --quiet -p xtask -- diff $(BINARY)

# Words a CPU-second of `rapporteur code` and of spaCy's small English pipeline on the same articles, in one run.
bench: build build/bench/bin/python
	build/bench/bin/python bench/speed.py $(BINARY)

build/bench/bin/python:
	$(PYTHON) -m venv build/bench
	build/bench/bin/python -m pip install --quiet -r bench/requirements.txt

# A minute for each fuzz target (needs a nightly toolchain and cargo-fuzz where available; see fuzz/README.md).
fuzz:
	fuzz/run 60

# Trains the reader anew; needs the data sets named in MODEL_CARD.md in GOLD, and hours. See train/README.md.
train: build/train/bin/python
	build/train/bin/python train/train.py --gold $(GOLD) --out build/train/run

build/train/bin/python:
	$(PYTHON) -m venv build/train
	build/train/bin/python -m pip install --quiet -r train/requirements.txt

clean:
	$(CARGO) clean
	rm -rf build
