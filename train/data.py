"""Which sentences train the reader, and with which labels?

Reads UD treebanks and name sets, maps the name sets to one list of types, and refuses every sentence that
occurs in a development file.
"""

import collections
import glob
import hashlib
import json
import os
import re
import unicodedata
from dataclasses import dataclass, field

import words as words_module

IGNORE = -100

# Where a set's type is not listed here its words are labelled O; types mapped to None are ignored, not learnt as O.
NAME_TYPES = {
    "worldwide": {"Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "LOC", "NORP": "NORP",
                  "Misc": "MISC", "Product": "MISC"},
    # Its `misc` mixes nationalities, works and laws, so it teaches neither NORP nor MISC.
    "crossner_politics": {"person": "PER", "politician": "PER", "organisation": "ORG", "politicalparty": "ORG",
                          "location": "LOC", "country": "LOC", "election": "MISC", "event": "MISC", "misc": None},
    "wnut17": {"person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG", "product": "MISC",
               "creative-work": "MISC"},
}
NAME_LABELS = ["O"] + [f"{edge}-{kind}" for kind in ("PER", "ORG", "LOC", "MISC", "NORP") for edge in "BI"]

ABBREVIATIONS = set("Mr Mrs Ms Dr St Jr Sr Gen Col Lt Sgt Capt Maj Rev Hon Prof Gov Sen Rep Inc Ltd Co Corp".split())
INITIALS = re.compile(r"([A-Z]\.)+")

# Files that only measure although their name does not say dev (see the gold sets' own table).
MEASURE_ONLY = ["times/*.train.jsonl", "pairs/aw.train.jsonl"]


@dataclass
class Sentence:
    """Words and, for each task that knows them, one label a word (heads: 0 is the root, j is word j - 1).

    Several sentences that are read together are one of these, with `breaks`: the words at which a further sentence begins.
    Two tasks label more than words: `events` are (word, type, modes, status, stance, {role: words}), `pairs` are
    (word, word, possible types); `marks` are (word, SOURCE or TARGET): the words of the one pair that is asked about.
    Where `silver` stands, the tree and the names are an earlier reader's.
    """

    words: list
    labels: dict = field(default_factory=dict)
    breaks: list = field(default_factory=list)


def read_conllu(path):
    """The sentences of a treebank, with upos, xpos, feats, lemma, head and deprel."""
    sentences = []
    for block in _blocks(path):
        rows = [line.split("\t") for line in block if not line.startswith("#")]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            columns = list(zip(*rows))
            labels = {"upos": columns[3], "xpos": columns[4], "feats": columns[5], "deprel": columns[7]}
            labels["head"] = [int(head) for head in columns[6]]
            labels["lemma"] = list(columns[2])
            sentences.append(Sentence(list(columns[1]), {name: list(values) for name, values in labels.items()}))
    return sentences


def read_names(path, kinds=None):
    """The sentences of a name set in two columns; `kinds` maps the set's types, None keeps them."""
    sentences = []
    for block in _blocks(path):
        rows = [line.split("\t") if "\t" in line else line.split() for line in block if not line.startswith("-DOCSTART-")]
        if rows:
            sentence = Sentence([row[0] for row in rows], {"ner": [_map_name(row[-1], kinds) for row in rows]})
            sentences.append(sentence if kinds is None else _split_places(_join_abbreviations(sentence)))
    return sentences


# Kinds of text of the treebank in which nobody does anything that PLOVER codes: opinions on shops, questions and answers.
EVENTLESS = ("reviews", "answers")


def read_treebank_documents(path):
    """The documents of a treebank: (whether its kind of text is without events, its sentences)."""
    documents, starts, n = [], {}, 0
    with open(path, encoding="utf-8") as file:
        for block in file.read().split("\n\n"):
            if block.strip():
                found = re.search(r"# newdoc id = (\S+)", block)
                if found:
                    starts[n] = found[1].startswith(EVENTLESS)
                n += 1
    for number, sentence in enumerate(read_conllu(path)):
        if number in starts or not documents:
            documents.append((starts.get(number, False), []))
        documents[-1][1].append(sentence)
    return documents


def join(sentences):
    """Consecutive sentences as one to be read together."""
    joined = Sentence([], {}, [])
    names = set.intersection(*(set(sentence.labels) for sentence in sentences))
    for name in names:
        joined.labels[name] = []
    for sentence in sentences:
        offset = len(joined.words)
        joined.breaks += ([offset] if offset else []) + [offset + at for at in sentence.breaks]
        for name in names:
            values = sentence.labels[name]
            joined.labels[name] += [head + offset if head else 0 for head in values] if name == "head" else values
        joined.words += sentence.words
    return joined


def part(sentence, start, end):
    """The words `start..end` of a text that is read together; what points outside is dropped."""
    labels = {}
    inside = lambda word: start <= word < end
    for name, values in sentence.labels.items():
        if name == "events":
            labels[name] = [
                (word - start, kind, modes, status, stance, {role: [w - start for w in words if inside(w)] for role, words in roles.items()})
                for word, kind, modes, status, stance, roles in values
                if inside(word)
            ]
        elif name == "pairs":
            labels[name] = [(a - start, b - start, kinds) for a, b, kinds in values if inside(a) and inside(b)]
        elif name == "marks":
            labels[name] = [(word - start, mark) for word, mark in values if inside(word)]
        elif name == "head":
            labels[name] = [head - start if head else 0 for head in values[start:end]]
        else:
            labels[name] = values[start:end]
    return Sentence(sentence.words[start:end], labels, [at - start for at in sentence.breaks if start < at < end])


def windows(sentence, word_piece, n_pieces):
    """Cuts a text between its sentences into windows of at most `n_pieces` pieces; `n_pieces` may be a function that draws one.

    A sentence that is longer alone is a window of its own; what the network cannot take is left out.
    """
    draw = n_pieces if callable(n_pieces) else lambda: n_pieces
    bounds = [0, *sentence.breaks, len(sentence.words)]
    lengths = [sum(len(word_piece.cut(word)) for word in sentence.words[a:b]) + 1 for a, b in zip(bounds, bounds[1:])]
    found, start, total, limit = [], 0, 1, draw()
    for i, length in enumerate(lengths):
        n_words = bounds[i + 1] - bounds[start]
        if i > start and (total + length > limit or n_words > words_module.MAX_WORDS):
            found.append(part(sentence, bounds[start], bounds[i]))
            start, total, limit = i, 1, draw()
        total += length
    if start < len(lengths):
        found.append(part(sentence, bounds[start], bounds[-1]))
    return [one for one in found if one.words and fits(one, word_piece)]


def split_long(sentence, enough=12):
    """Cuts a paragraph at `.`, `?` or `!` before a capitalised word, once a part has `enough` words."""
    parts, start = [], 0
    for i in range(len(sentence.words) - 1):
        ends = sentence.words[i] in (".", "?", "!") and sentence.words[i + 1][:1].isupper()
        if ends and i + 1 - start >= enough:
            parts.append((start, i + 1))
            start = i + 1
    parts.append((start, len(sentence.words)))
    return [Sentence(sentence.words[a:b], {name: values[a:b] for name, values in sentence.labels.items()}) for a, b in parts]


def fits(sentence, word_piece):
    """Whether the reader takes the sentence whole."""
    n_pieces = 2 + len(sentence.breaks) + sum(len(word_piece.cut(word)) for word in sentence.words)
    return len(sentence.words) <= words_module.MAX_WORDS and n_pieces <= words_module.MAX_PIECES


def load_training(gold, word_piece, log):
    """(treebank sentences, name sentences), without any sentence of a development file."""
    guard = DevelopmentGuard(gold)
    log(f"guard: {guard.n_files} development files, {len(guard.hashes)} hashes, {len(guard.text)} characters of running text")
    treebank = guard.keep(read_conllu(f"{gold}/ud/ewt.train.conllu"), "ewt.train", log)
    names = []
    for name, kinds in NAME_TYPES.items():
        read = guard.keep(read_names(f"{gold}/ner/{name}.train.conll", kinds), f"{name}.train", log)
        parts = guard.keep([part for sentence in read for part in split_long(sentence)], f"{name}.train, cut", log)
        names += [(name, part) for part in parts]
    n_before = len(treebank) + len(names)
    treebank = [sentence for sentence in treebank if fits(sentence, word_piece)]
    names = [(name, sentence) for name, sentence in names if fits(sentence, word_piece)]
    log(f"too long and left out: {n_before - len(treebank) - len(names)}")
    return treebank, names


class DevelopmentGuard:
    """Knows the text of every development file, and refuses training sentences that occur in one.

    Compares letters and digits only, lower-cased, so tokenisation and punctuation do not hide a copy. Sentences, lines
    and whole texts are compared by hash; a sentence of 40 characters or more also wherever it stands inside a text.
    """

    WINDOW = 40

    def __init__(self, gold):
        self.hashes, self.text, self.windows = set(), "", collections.defaultdict(list)
        paths = sorted(path for path in glob.glob(f"{gold}/*/*") if ".dev." in os.path.basename(path))
        paths += sorted(path for pattern in MEASURE_ONLY for path in glob.glob(f"{gold}/{pattern}"))
        self.n_files = len(paths)
        texts = [text for path in paths for text in _texts(path)]
        for text in texts:
            self.hashes.update(_hash(part) for part in [text, *text.splitlines()] if part.strip())
        self._index([text for text in texts if len(_normal(text)) > self.WINDOW])

    def _index(self, texts):
        joined, starts = [], []
        position = 0
        for text in texts:
            for word in text.split():
                letters = _normal(word)
                if letters:
                    starts.append(position)
                    joined.append(letters)
                    position += len(letters)
            joined.append("\n")
            position += 1
        self.text = "".join(joined)
        for start in starts:
            self.windows[hash(self.text[start:start + self.WINDOW])].append(start)

    def refuses(self, words):
        text = "".join(words)
        if _hash(text) in self.hashes:
            return True
        letters = _normal(text)
        if len(letters) < self.WINDOW:
            return False
        return any(self.text.startswith(letters, start) for start in self.windows.get(hash(letters[:self.WINDOW]), ()))

    def keep(self, sentences, name, log):
        kept = [sentence for sentence in sentences if not self.refuses(sentence.words)]
        log(f"{name}: {len(sentences)} sentences, {len(sentences) - len(kept)} refused as development text")
        return kept


def name_spans(labels, kinds):
    """{(start, end, kind)} of BIO labels, of the given kinds only."""
    spans, start, kind = set(), None, None
    for i, label in enumerate([*labels, "O"]):
        if kind is not None and label != f"I-{kind}":
            spans.add((start, i, kind))
            kind = None
        if label != "O" and kind is None:
            start, kind = i, label[2:]
    return {span for span in spans if span[2] in kinds}


def _map_name(label, kinds):
    if kinds is None or label == "O":
        return label
    edge, kind = label.split("-", 1)
    mapped = kinds.get(kind, "O")
    return mapped if mapped in (None, "O") else f"{edge}-{mapped}"


def _join_abbreviations(sentence):
    """The name sets cut `U . S .` and `St . Paul`; the treebank, and our own segmentation, have `U.S.` and `St.`."""
    words, labels = [], []
    pairs = list(zip(sentence.words, sentence.labels["ner"]))
    i = 0
    while i < len(pairs):
        word, label = pairs[i]
        is_initial = len(word) == 1 and word.isupper()
        if i + 2 < len(pairs) and pairs[i + 1][0] == "." and (is_initial or word in ABBREVIATIONS):
            continues = words and INITIALS.fullmatch(words[-1]) and (label or "O")[:1] in "IO"
            if is_initial and continues and (label == "O") == (labels[-1] == "O"):
                words[-1] += word + "."
            else:
                words.append(word + ".")
                labels.append(label)
            i += 2
        else:
            words.append(word)
            labels.append(label)
            i += 1
    return Sentence(words, {"ner": labels})


def _split_places(sentence):
    """`Nairobi , Kenya` and `China 's Jiangxi` are two places: most lines of the sets say so, some do not."""
    labels = list(sentence.labels["ner"])
    for start, end, _ in name_spans([label or "O" for label in labels], {"LOC"}):
        opens = True
        for i in range(start, end):
            separates = sentence.words[i] in (",", "'s") and start < i < end - 1
            labels[i] = "O" if separates else "B-LOC" if opens else "I-LOC"
            opens = separates
    return Sentence(sentence.words, {"ner": labels})


def _blocks(path):
    with open(path, encoding="utf-8") as file:
        block = []
        for line in file:
            line = line.rstrip("\n")
            if line.strip():
                block.append(line)
            elif block:
                yield block
                block = []
        if block:
            yield block


def _texts(path):
    """Every text of a development file, whatever its form."""
    if path.endswith(".conllu"):
        return [" ".join(sentence.words) for sentence in read_conllu(path)]
    if path.endswith(".conll"):
        return [" ".join(sentence.words) for sentence in read_names(path)]
    with open(path, encoding="utf-8") as file:
        return [text for line in file for text in _strings(json.loads(line))]


def _strings(value):
    """Strings of a JSON record long enough to be a text; labels and ids are shorter."""
    if isinstance(value, str):
        return [value] if len(value) >= 30 else []
    if isinstance(value, dict):
        value = list(value.values())
    return [text for item in value for text in _strings(item)] if isinstance(value, list) else []


def _normal(text):
    text = unicodedata.normalize("NFKC", text).lower()
    return "".join(filter(str.isalnum, text)) or "".join(text.split())


def _hash(text):
    return hashlib.blake2b(_normal(text).encode(), digest_size=12).digest()
