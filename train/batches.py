"""How do sentences become tensors, and in which batches?"""

import random
from dataclasses import dataclass

import torch

import data
import tasks
import words


@dataclass
class Batch:
    """Padded inputs of the network, and padded labels by task where the sentences have them."""

    ids: torch.Tensor
    case: torch.Tensor
    mask: torch.Tensor
    first: torch.Tensor
    labels: dict
    events: list
    pairs: list
    is_silver: bool


@dataclass
class Encoded:
    """One sentence in numbers."""

    sentence: data.Sentence
    pieces: list
    first: list
    cases: list
    labels: dict

    def n_pieces(self):
        return len(self.pieces)


def encode(sentence, word_piece, labels=None):
    """Numbers of a sentence; with `labels`, also those of each task the sentence knows."""
    pieces, first, breaks = [word_piece.start], [], set(sentence.breaks)
    piece_words = [-1]
    for number, word in enumerate(sentence.words):
        if number in breaks:
            pieces.append(word_piece.end)
            piece_words.append(-1)
        first.append(len(pieces))
        cut = word_piece.cut(word)
        pieces += cut
        piece_words += [number] * len(cut)
    pieces.append(word_piece.end)
    piece_words.append(-1)
    classes = [words.case_class(word) for word in sentence.words]
    for word, mark in sentence.labels.get("marks", []):
        classes[word] = mark
    cases = [words.SPECIAL if word < 0 else classes[word] for word in piece_words]
    numbers = {}
    if labels is not None:
        numbers = {name: labels.encode(sentence, name) for name in _tasks_of(sentence)}
        if "head" in sentence.labels:
            numbers["head"] = sentence.labels["head"]
            numbers["deprel"] = labels.encode(sentence, "deprel")
            numbers["sentence"] = [sum(at <= word for at in sentence.breaks) for word in range(len(sentence.words))]
    return Encoded(sentence, pieces, first, cases, numbers)


def recase(encoded, chance):
    """Now and then a sentence in capitals, in small letters or as a headline, so that spelling is a hint and no crutch.

    The pieces are lower-case anyway: only the case feature changes. Lemmas depend on the spelling and are left out.
    """
    draw = chance.random()
    if draw >= 0.14:
        return encoded

    def change(case):
        if case in (words.SPECIAL, words.DIGIT, words.OTHER, words.SOURCE, words.TARGET):
            return case
        if draw < 0.05:
            return words.UPPER
        if draw < 0.11:
            return words.LOWER
        return words.TITLE if case == words.LOWER and chance.random() < 0.8 else case

    labels = {name: values for name, values in encoded.labels.items() if name != "lemma"}
    return Encoded(encoded.sentence, encoded.pieces, encoded.first, [change(case) for case in encoded.cases], labels)


def drop_pieces(encoded, chance, unknown, rate):
    """Some pieces become [UNK], so that unknown names are read from their surroundings."""
    last = len(encoded.pieces) - 1
    pieces = [unknown if 0 < i < last and chance.random() < rate else piece for i, piece in enumerate(encoded.pieces)]
    return Encoded(encoded.sentence, pieces, encoded.first, encoded.cases, encoded.labels)


def bucket(encoded, budget, chance):
    """Batches of sentences of like length, at most `budget` pieces with padding, in random order."""
    order = sorted(encoded, key=lambda item: item.n_pieces() + chance.random() * 3)
    found, batch, longest = [], [], 0
    for item in order:
        if batch and max(longest, item.n_pieces()) * (len(batch) + 1) > budget:
            found.append(batch)
            batch, longest = [], 0
        batch.append(item)
        longest = max(longest, item.n_pieces())
    found += [batch] if batch else []
    chance.shuffle(found)
    return found


def collate(encoded):
    """One padded batch."""
    n_pieces = max(item.n_pieces() for item in encoded)
    n_words = max(len(item.first) for item in encoded)

    def pad(rows, length, value):
        return torch.tensor([row + [value] * (length - len(row)) for row in rows])

    names = {name for item in encoded for name in item.labels}
    labels = {name: pad([item.labels.get(name, []) for item in encoded], n_words, data.IGNORE) for name in sorted(names)}
    events = [(row, *event) for row, item in enumerate(encoded) for event in item.sentence.labels.get("events", [])]
    pairs = [(row, *pair) for row, item in enumerate(encoded) for pair in item.sentence.labels.get("pairs", [])]
    if any("events" in item.sentence.labels for item in encoded):
        rows = [[0] * len(item.first) if "events" in item.sentence.labels else [] for item in encoded]
        labels["event"] = pad(rows, n_words, data.IGNORE)
    return Batch(
        events=events,
        pairs=pairs,
        is_silver=all("silver" in item.sentence.labels for item in encoded),
        ids=pad([item.pieces for item in encoded], n_pieces, 0).int(),
        case=pad([item.cases for item in encoded], n_pieces, words.SPECIAL).int(),
        mask=pad([[1.0] * item.n_pieces() for item in encoded], n_pieces, 0.0),
        first=pad([item.first for item in encoded], n_words, 0).int(),
        labels=labels,
    )


def in_length_order(encoded, size=32):
    """Batches for scoring: [(positions, batch)], shortest sentences first."""
    order = sorted(range(len(encoded)), key=lambda i: encoded[i].n_pieces())
    chunks = [order[start:start + size] for start in range(0, len(order), size)]
    return [(chunk, collate([encoded[i] for i in chunk])) for chunk in chunks]


def _tasks_of(sentence):
    return [task.name for task in tasks.WORD_TASKS if task.kind == "one" and task.name in sentence.labels]


def seeded(*numbers):
    """A random source of its own for each purpose, so that a resumed run draws what the first would have drawn."""
    return random.Random("-".join(map(str, numbers)))
