"""Writes the released model: `python export.py --run DIR/round-06.pt --labels DIR/labels.json --gold DIR --minilm DIR --model DIR`.

Makes reader.onnx, reader.json, vocab.txt and fixture.json from a checkpoint. The scales of the activations are measured on
training sentences only.
"""

import argparse
import json
import os
import shutil

import torch

import batches
import data
import fixture
import graph
import quantise
import score
import tasks
import train
import words

VERSION = "en-2"
# Pieces that are read together.
WINDOW = 160


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", required=True, help="checkpoint with the weights (round-NN.pt)")
    parser.add_argument("--labels", required=True, help="labels.json beside the checkpoints")
    parser.add_argument("--gold", required=True, help="folder of the gold sets")
    parser.add_argument("--minilm", required=True, help="folder with MiniLM's vocab.txt")
    parser.add_argument("--model", required=True, help="folder to write")
    parser.add_argument("--sentences", type=int, default=600, help="training sentences that set the scales")
    options = parser.parse_args()
    torch.set_num_threads(1)
    word_piece = words.WordPiece.load(f"{options.minilm}/vocab.txt")
    labels = tasks.Labels.load(options.labels)
    reader = load_reader(options.run, labels, word_piece)
    os.makedirs(options.model, exist_ok=True)
    ranges = quantise.measure(reader, calibration(options, word_piece, labels))
    graph.write(reader, ranges, f"{options.model}/reader.onnx")
    write_description(reader, labels, word_piece, f"{options.model}/reader.json")
    shutil.copyfile(f"{options.minilm}/vocab.txt", f"{options.model}/vocab.txt")
    fixture.write(options.model)
    for name in ("reader.onnx", "reader.json", "vocab.txt", "fixture.json"):
        print(f"{name}: {os.path.getsize(f'{options.model}/{name}'):,} bytes")


def load_reader(path, labels, word_piece):
    """The network of a checkpoint, with as many layers as the checkpoint has."""
    weights = torch.load(path, weights_only=True)
    n_layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    reader = train.new_reader(len(word_piece.pieces), labels, n_layers)
    reader.load_state_dict(weights)
    return reader.eval()


def calibration(options, word_piece, labels):
    """Sentences of the treebank and, for newswire, of the name sets, evenly drawn; some in capitals."""
    treebank, names = data.load_training(options.gold, word_piece, print)
    chance = batches.seeded("calibration")
    chosen = chance.sample(treebank, options.sentences * 3 // 4)
    chosen += [sentence for _, sentence in chance.sample(names, options.sentences - len(chosen))]
    return [batches.recase(batches.encode(sentence, word_piece, labels), chance) for sentence in chosen]


def write_description(reader, labels, word_piece, path):
    description = {
        "version": VERSION,
        "vocab_size": len(word_piece.pieces),
        "max_pieces": words.MAX_PIECES,
        "max_words": words.MAX_WORDS,
        "case_classes": [{"name": name, "definition": definition} for name, definition in words.CASE_CLASSES],
        "window": WINDOW if "event" in labels.lists else 0,
        "tags": [{"name": task.name, "labels": labels.lists[task.name]} for task in labels.tasks()],
        "deprels": labels.lists["deprel"],
        "roles": labels.lists.get("role", []),
        "pairs": labels.lists.get("pair", []),
    }
    for name in ("label", "role", "pair"):
        layer = getattr(reader, f"{name}_out")
        description[f"{name}_out"] = [[round(value, 6) for value in row] for row in layer.weight.detach().T.tolist()]
        description[f"{name}_bias"] = [round(value, 6) for value in layer.bias.detach().tolist()]
    with open(path, "w", encoding="utf-8") as file:
        file.write(json.dumps(description, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
