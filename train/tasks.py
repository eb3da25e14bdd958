"""What does the reader predict? The registry of its tasks, and the labels of each.

A word task is one class a word, or any number of classes (events, modes); its logits are a slice of the `tags` output. The
tree, the roles of events and the types of actor pairs join two words and have their own outputs.
"""

import collections
import json
from dataclasses import dataclass

import acts
import corpus
import data
import words


@dataclass(frozen=True)
class WordTask:
    """A task that labels words. Labels seen fewer than `least` times are not learnt.

    `one` label a word; `any` number of labels a word; of `anchors` only the words that anchor an event have labels.
    """

    name: str
    weight: float
    least: int = 1
    kind: str = "one"


WORD_TASKS = [
    WordTask("upos", 0.5),
    WordTask("xpos", 0.5),
    WordTask("feats", 0.5, least=3),
    WordTask("lemma", 0.5, least=3),
    WordTask("ner", 1.0),
    *[WordTask(role, 1.0) for role in acts.SPEECH],
    WordTask("event", 2.0, kind="any"),
    WordTask("mode", 0.5, kind="anchors"),
    WordTask("status", 0.5, kind="anchors"),
    WordTask("stance", 0.3, kind="anchors"),
]
ROLE_WEIGHT = 0.5
PAIR_WEIGHT = 0.5
HEAD_WEIGHT = 1.0
DEPREL_WEIGHT = 1.0


def fixed_lists():
    """Labels that do not depend on what the training texts hold."""
    ontology = corpus.Ontology()
    types = sorted(ontology.modes)
    lists = {"ner": data.NAME_LABELS, "event": types, "status": acts.STATUSES, "stance": acts.STANCES}
    lists["mode"] = [f"{kind}:{mode}" for kind in types for mode in sorted(ontology.modes[kind])]
    lists |= {role: ["O", "B", "I"] for role in acts.SPEECH}
    return lists | {"role": acts.ROLES, "pair": [*types, "none"]}


class Labels:
    """The label lists of every task, in the order of the network's outputs."""

    def __init__(self, lists):
        self.lists = lists
        self.numbers = {name: {label: i for i, label in enumerate(labels)} for name, labels in lists.items()}

    @classmethod
    def count(cls, treebank):
        """Most frequent label first, so that a label's number does not depend on the order of the files."""
        lists = {"ner": data.NAME_LABELS}
        for task in [*WORD_TASKS, WordTask("deprel", 0.0)]:
            # What the treebank says nothing of is learnt in the second stage, if at all.
            if task.name in lists or task.name in fixed_lists():
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
        for task in self.tasks():
            end = start + len(self.lists[task.name])
            found.append((task.name, start, end))
            start = end
        return found

    def tasks(self):
        """The word tasks that these labels are of."""
        return [task for task in WORD_TASKS if task.name in self.lists]

    def columns_of(self, path):
        """[(our columns, theirs)] of the `tags` output for the tasks that the labels of an earlier run share with ours."""
        other = Labels.load(path)
        theirs, start = {}, 0
        for task in WORD_TASKS:
            if task.name in other.lists:
                theirs[task.name] = (start, start + len(other.lists[task.name]))
                start = theirs[task.name][1]
        ours = {name: (start, end) for name, start, end in self.slices()}
        return [(ours[name], theirs[name]) for name in theirs if self.lists[name] == other.lists[name]]

    def n_tags(self):
        return sum(len(self.lists[task.name]) for task in self.tasks())
