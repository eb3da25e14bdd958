"""Scores the float network and the exported int8 model side by side, and fails if quantisation cost too much.

`python check.py --run DIR/round-06.pt --labels DIR/labels.json --gold DIR --model DIR`
"""

import argparse
import sys

import torch

import export
import fixture
import score
import tasks

MOST_LOST = 0.5


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", help="checkpoint with the float weights; without it only the exported model is scored")
    parser.add_argument("--labels", help="labels.json beside the checkpoints")
    parser.add_argument("--gold", required=True, help="folder of the gold sets")
    parser.add_argument("--model", required=True, help="folder with the exported model")
    options = parser.parse_args()
    torch.set_num_threads(1)
    decoder, word_piece = fixture.exported_decoder(options.model)
    exported = score.score_all(decoder, word_piece, options.gold)
    if not options.run:
        print(table(["int8"], [exported]))
        return
    labels = tasks.Labels.load(options.labels)
    reader = export.load_reader(options.run, labels, word_piece)
    plain = score.score_float(reader, labels, word_piece, options.gold)
    print(table(["float", "int8"], [plain, exported]))
    lost = plain["las"] - exported["las"]
    if lost > MOST_LOST:
        sys.exit(f"quantisation costs {lost:.2f} LAS, more than {MOST_LOST}")


def table(names, columns):
    """A Markdown table, one measure a line."""
    lines = ["| measure | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    for measure in columns[0]:
        lines.append(f"| {measure} | " + " | ".join(f"{column[measure]:.2f}" for column in columns) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
