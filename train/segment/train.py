"""Learns the weights of the sentence boundaries from the training part of UD English-EWT (CC BY-SA 4.0).

    cargo build --release --example segment_gaps
    train.py TREEBANK.train.conllu path/to/segment_gaps crates/core/src/segment/weights.txt

The features come from the program itself, so that training and running cannot differ. Logistic regression with
AdaGrad and an L1 penalty, seeded; weights are rounded to whole numbers, ten to one unit of log odds. No dependencies.
`--folds 5` measures by cross-validation on the training part instead of writing a table.
"""

import argparse
import collections
import math
import random
import subprocess
import tempfile

from treebank_text import text_and_ends

SCALE = 10


def gaps(treebank, program):
    """Paragraphs, each a list of (is an end, features)."""
    text, ends = text_and_ends(treebank)
    with tempfile.TemporaryDirectory() as folder:
        text_path, ends_path = f"{folder}/text", f"{folder}/ends"
        open(text_path, "w", encoding="utf-8").write(text)
        open(ends_path, "w", encoding="utf-8").write("".join(f"{end}\n" for end in ends))
        output = subprocess.run([program, text_path, ends_path], capture_output=True, check=True).stdout.decode()
    paragraphs = []
    for line in output.split("\n"):
        if not line:
            paragraphs.append([])
            continue
        label, *features = line.split("\t")
        paragraphs[-1].append((label == "1", features))
    return [paragraph for paragraph in paragraphs if paragraph]


def learn(paragraphs, epochs, rate, penalty, least, seed=1):
    """Feature -> weight."""
    count = collections.Counter(f for paragraph in paragraphs for _, features in paragraph for f in features)
    number = {}
    for feature in sorted(count):
        if count[feature] >= least:
            number[feature] = len(number)
    examples = [
        (is_end, [number[f] for f in features if f in number]) for paragraph in paragraphs for is_end, features in paragraph
    ]
    weights, squares = [0.0] * len(number), [1e-6] * len(number)
    order = random.Random(seed)
    for _ in range(epochs):
        order.shuffle(examples)
        for is_end, features in examples:
            score = sum(weights[f] for f in features)
            error = (1.0 if is_end else 0.0) - 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))
            for f in features:
                gradient = error
                squares[f] += gradient * gradient
                step = rate / math.sqrt(squares[f])
                weight = weights[f] + step * gradient
                shrink = step * penalty
                weights[f] = max(0.0, weight - shrink) if weight > 0 else min(0.0, weight + shrink)
    return {feature: weights[n] for feature, n in number.items()}


def rounded(weights):
    table = {feature: round(SCALE * weight) for feature, weight in weights.items()}
    return {feature: weight for feature, weight in table.items() if weight}


def measure(paragraphs, table):
    """Counts by the first letter of the features (f, a, n): right, predicted, gold."""
    counts = collections.defaultdict(lambda: [0, 0, 0])
    for paragraph in paragraphs:
        for is_end, features in paragraph:
            said = sum(table.get(f, 0) for f in features) > 0
            edited = "-"
            if features[0][0] == "n":
                edited = "e" if any(f.endswith("careless N closed Y") for f in features) else "w"
            count = counts[features[0][0] + edited]
            count[0] += said and is_end
            count[1] += said
            count[2] += is_end
    return {kind: tuple(count) for kind, count in sorted(counts.items())}


def cross_validate(paragraphs, n_folds, **options):
    total = collections.defaultdict(lambda: [0, 0, 0])
    size = len(paragraphs) // n_folds + 1
    for fold in range(n_folds):
        held = paragraphs[fold * size : (fold + 1) * size]
        rest = paragraphs[: fold * size] + paragraphs[(fold + 1) * size :]
        table = rounded(learn(rest, **options))
        for kind, count in measure(held, table).items():
            for n in range(3):
                total[kind][n] += count[n]
    for kind, (right, said, gold) in sorted(total.items()):
        print(kind, "precision", round(right / max(said, 1), 4), "recall", round(right / max(gold, 1), 4), right, said, gold)
    right, said, gold = (sum(count[n] for count in total.values()) for n in range(3))
    print("all F1", round(2 * right / (said + gold), 4), "entries", len(table))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("treebank")
    parser.add_argument("program")
    parser.add_argument("table", nargs="?")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=0.2)
    parser.add_argument("--penalty", type=float, default=0.05)
    parser.add_argument("--least", type=int, default=5)
    arguments = parser.parse_args()
    paragraphs = gaps(arguments.treebank, arguments.program)
    options = dict(epochs=arguments.epochs, rate=arguments.rate, penalty=arguments.penalty, least=arguments.least)
    if arguments.folds:
        cross_validate(paragraphs, arguments.folds, **options)
        return
    table = rounded(learn(paragraphs, **options))
    with open(arguments.table, "w", encoding="utf-8") as out:
        out.write("# Made by train/segment/train.py from UD English-EWT (train), CC BY-SA 4.0: feature, tab, weight.\n")
        out.writelines(f"{feature}\t{table[feature]}\n" for feature in sorted(table, key=lambda f: f.encode()))
    print(len(table), "entries;", measure(paragraphs, table))


if __name__ == "__main__":
    main()
