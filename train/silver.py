"""Which words of the treebank are names? Its trees are gold, its names are not given, so the reader in training says.

The treebank's own tags correct it: a name of a person, place, organisation or work holds a proper noun (NNP, NNPS), so a
word that is none and stands beside none is O for certain. That teaches, on the treebank's kind of text, that a capital
letter makes no name. Where reader and tags leave doubt the word is not learnt.
"""

import collections

import data

PROPER = {"NNP", "NNPS"}
SURE_NAME = 0.7
SURE_OTHER = 0.9


def label(sentences, decoder, word_piece):
    """Adds `ner` labels to treebank sentences; None is doubt. Returns how many words got which kind."""
    counts = collections.Counter()
    for sentence, answer in zip(sentences, decoder.read(sentences, word_piece)):
        sentence.labels["ner"] = _judge(sentence.labels["xpos"], answer["ner"], answer["ner sure"])
        counts.update("doubt" if label is None else label[2:] or "O" for label in sentence.labels["ner"])
    return dict(sorted(counts.items()))


def _judge(tags, said, sure):
    proper = [tag in PROPER for tag in tags]
    near = [any(proper[max(0, i - 1): i + 2]) for i in range(len(tags))]
    labels = [_other(*word) for word in zip(proper, near, said, sure)]
    for start, end, kind in data.name_spans(said, {"PER", "ORG", "LOC", "MISC", "NORP"}):
        is_sure = min(sure[start:end]) >= SURE_NAME
        if is_sure and (kind == "NORP" or any(proper[start:end])):
            labels[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return labels


def _other(proper, near, said, sure):
    """O or doubt, for a word that is in no sure name. A nationality is no proper noun, so it may stay in doubt."""
    if said != "O":
        return None if near or said.endswith("NORP") else "O"
    if proper:
        return "O" if sure >= SURE_OTHER else None
    return "O" if not near or sure >= SURE_NAME else None
