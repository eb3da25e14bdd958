"""What does the reader predict? The registry of its tasks, and the labels of each.

A word task is one class a word; its logits are a slice of the `tags` output. The tree (heads and relations) has its
own outputs. A later head (events, roles, speech) is one more line in WORD_TASKS if it labels words.
"""

import collections
import json
from dataclasses import dataclass

import data
import words


@dataclass(frozen=True)
class WordTask:
    """A task with one label a word. Labels seen fewer than `least` times are not learnt."""

    name: str
    weight: float
    least: int = 1


WORD_TASKS = [
    WordTask("upos", 0.5),
    WordTask("xpos", 0.5),
    WordTask("feats", 0.5, least=3),
    WordTask("lemma", 0.5, least=3),
    WordTask("ner", 1.0),
]
HEAD_WEIGHT = 1.0
DEPREL_WEIGHT = 1.0


class Labels:
    """The label lists of every task, in the order of the network's outputs."""

    def __init__(self, lists):
        self.lists = lists
        self.numbers = {name: {label: i for i, label in enumerate(labels)} for name, labels in lists.items()}

    @classmethod
    def count(cls, treebank):
        """Most frequent label first, so that a label's number does not depend on the order of the files."""
        lists = {}
        for task in [*WORD_TASKS, WordTask("deprel", 0.0)]:
            if task.name == "ner":
                lists["ner"] = data.NAME_LABELS
                continue
            counts = collections.Counter(label for sentence in treebank for label in cls.texts(sentence, task.name))
            lists[task.name] = sorted((l for l in counts if counts[l] >= task.least), key=lambda l: (-counts[l], l))
        return cls(lists)

    @classmethod
    def load(cls, path):
        with open(path, encoding="utf-8") as file:
            return cls(json.load(file))

    def save(self, path):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(self.lists, file, ensure_ascii=False, indent=0)

    @staticmethod
    def texts(sentence, name):
        """The task's labels of a sentence as text; lemmas become edit scripts. Empty if the sentence has none."""
        texts = sentence.labels.get(name, [])
        if name == "lemma":
            return [words.lemma_script(form, lemma) for form, lemma in zip(sentence.words, texts)]
        return texts

    def encode(self, sentence, name):
        """Label numbers, IGNORE where the label is unknown, rare or absent."""
        texts = self.texts(sentence, name)
        if not texts:
            return [data.IGNORE] * len(sentence.words)
        return [self.numbers[name].get(text, data.IGNORE) for text in texts]

    def slices(self):
        """(task name, first column, one past the last) of the `tags` output."""
        found, start = [], 0
        for task in WORD_TASKS:
            end = start + len(self.lists[task.name])
            found.append((task.name, start, end))
            start = end
        return found

    def n_tags(self):
        return sum(len(self.lists[task.name]) for task in WORD_TASKS)
