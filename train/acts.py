"""Which texts teach events, roles, actor pairs and speech?

The corpus (events with roles), PolNeAR (source, cue and content of attributions) and two sets of actor pairs. Their marks are
spans of characters; the network labels words. Words, sentences and heads of spans are those the program itself finds
(`rapporteur parse`), so that training sees what reading will see.
"""

import hashlib
import json
import os
import subprocess
import tomllib

import corpus
import data
import words

ROLES = ["actor", "recipient", "place", "time", "voice", "dead", "injured", "arrested", "crowd"]
SPEECH = ("source", "cue", "content")
STATUSES = ["occurred", *corpus.STATUSES]
STANCES = ["asserted", "alleged", "denied"]
# The 15 pair types of the ZSP sets fold two types into one.
FOLDED = {"YIELD": ("CONCEDE", "RETREAT")}


class Parsed:
    """The words of one text: form, first and last character, head in the text (-1: root), and where sentences begin."""

    def __init__(self, text, sentences):
        self.words, self.spans, self.heads, self.starts = [], [], [], []
        self.tags = {"upos": [], "xpos": [], "head": [], "deprel": []}
        at = 0
        for sentence in sentences:
            first = len(self.words)
            self.starts.append(first)
            for form, head, upos, xpos, deprel in sentence:
                for name, value in (("upos", upos), ("xpos", xpos), ("head", first + head if head else 0), ("deprel", deprel)):
                    self.tags[name].append(value)
                found = text.find(form, at)
                assert found >= 0, (form, text[at : at + 60])
                self.words.append(form)
                self.spans.append((found, found + len(form)))
                self.heads.append(first + head - 1 if head else -1)
                at = found + len(form)

    def inside(self, start, end):
        """The words that overlap a span of characters."""
        return [i for i, (a, b) in enumerate(self.spans) if a < end and start < b]

    def head(self, start, end):
        """The word of a span on which its others hang: the first whose own head lies outside. None for an empty span."""
        words = self.inside(start, end)
        members = set(words)
        outer = [i for i in words if self.heads[i] not in members and any(c.isalnum() for c in self.words[i])]
        return outer[0] if outer else words[0] if words else None


def parse(texts, program, folder):
    """{id: Parsed} of {id: text}, by the program's own segmentation and trees; kept in `folder` by the hash of the texts."""
    lines = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items())
    path = f"{folder}/parsed-{hashlib.sha256(lines.encode()).hexdigest()[:16]}.conllu"
    if not os.path.exists(path):
        with open(path + ".part", "w", encoding="utf-8") as file:
            subprocess.run([program, "parse", "--from", "jsonl", "--quiet", "-"], input=lines.encode(), stdout=file, check=True)
        os.replace(path + ".part", path)
    return read_parsed(path, texts)


def read_parsed(path, texts):
    found, name, sentences = {}, None, []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("# newdoc id = "):
                if name in texts:
                    found[name] = Parsed(texts[name], sentences)
                name, sentences = line[14:].rstrip("\n"), []
            elif line.startswith("# sent_id"):
                sentences.append([])
            elif line[:1].isdigit() and line.split("\t", 1)[0].isdigit():
                columns = line.split("\t")
                sentences[-1].append((columns[1], int(columns[6]), columns[3], columns[4], columns[7]))
    if name in texts:
        found[name] = Parsed(texts[name], sentences)
    return found


def document(parsed, labels):
    """A `data.Sentence` for a whole text, with the program's own tree; `data.windows` cuts it."""
    silver = {**parsed.tags, "silver": [True] * len(parsed.words)}
    return data.Sentence(parsed.words, {**silver, **labels}, breaks=[start for start in parsed.starts if start])


def asked(parsed, source, target, types):
    """The sentences of a pair of actors (each a list of words and the word they hang on), its words marked, and nothing else."""
    (source_words, source_head), (target_words, target_head) = source, target
    bounds = [*parsed.starts, len(parsed.words)]
    ends = (source_head, target_head)
    first = max(start for start in parsed.starts if start <= min(ends))
    last = min(end for end in bounds[1:] if end > max(ends))
    marks = [(word, words.SOURCE) for word in source_words] + [(word, words.TARGET) for word in target_words]
    whole = data.Sentence(parsed.words, {"marks": marks, "pairs": [(*ends, types)]}, breaks=[start for start in parsed.starts if start])
    return data.part(whole, first, last)


def speech(record, parsed):
    """BIO labels of sources, cues and contents; of nested spans the outer one."""
    labels = {}
    for role in SPEECH:
        found = ["O"] * len(parsed.words)
        spans = {tuple(span) for one in record["attributions"] for span in one.get(role, [])}
        for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span)):
            members = parsed.inside(start, end)
            if members and all(found[i] == "O" for i in members):
                for i in members:
                    found[i] = "I"
                found[members[0]] = "B"
        labels[role] = found
    return document(parsed, labels)


def pair(record, parsed, types):
    """A sentence with one pair of actors and the types it may have; `none` where the set says nothing happens."""
    spans = [(record[side]["start"], record[side]["end"]) for side in ("source", "target")]
    ends = [(parsed.inside(*span), parsed.head(*span)) for span in spans]
    if any(head is None for _, head in ends):
        return None
    return asked(parsed, *ends, types)


def pair_types(record, ontology_quads):
    if "type" in record:
        return list(FOLDED.get(record["type"], (record["type"],)))
    return [kind for kind, quad in ontology_quads.items() if quad == record["quad"]] or ["none"]


def passage(found, parsed):
    """A corpus passage with events and their roles, and the pairs of actors they imply, each asked about on its own."""
    events, pairs = [], {}
    heads, extents = {}, {}
    for start, end, label in found.marks:
        word = parsed.head(start, end)
        if word is not None:
            heads.setdefault(label, []).append(word)
            extents[word] = parsed.inside(start, end)
    sentence_of = lambda word: sum(start <= word for start in parsed.starts)

    def nearest(label, anchor):
        words = heads.get(label, [])
        cost = lambda word: (sentence_of(word) != sentence_of(anchor), word > anchor, abs(word - anchor))
        return [min(words, key=cost)] if words else []

    for event in found.events:
        for anchor in heads.get(event.label, []):
            roles = {"actor": [], "recipient": []}
            for role, labels in (("actor", event.actors), ("recipient", event.recipients)):
                for label in labels:
                    roles[role] += nearest(label, anchor)
            for role, label in (("place", event.place), ("time", event.time), ("voice", event.voice)):
                roles[role] = nearest(label, anchor) if label else []
            for size, (_, _, numbers) in event.sizes.items():
                roles[size] = [word for label in numbers for word in nearest(label, anchor)]
            modes = [f"{event.type}:{mode}" for mode in event.modes]
            events.append((anchor, event.type, modes, event.status, event.stance, roles))
            if event.status == "occurred" and event.stance == "asserted":
                sources, targets = roles["actor"], roles["recipient"]
                if not targets and len(sources) > 1:
                    both = [(a, b) for a in sources for b in sources if a != b]
                else:
                    both = [(a, b) for a in sources for b in targets]
                for ends in both:
                    pairs.setdefault(ends, event.type)
    near = lambda a, b: a != b and sentence_of(a) == sentence_of(b)
    questions = [asked(parsed, (extents[a], a), (extents[b], b), [kind]) for (a, b), kind in pairs.items() if near(a, b)]
    questions += [asked(parsed, (extents[b], b), (extents[a], a), ["none"]) for a, b in pairs if near(a, b) and (b, a) not in pairs]
    return document(parsed, {"events": events}), questions


def load_corpus(folder, program, cache, split, log):
    """(documents of one split of the corpus, questions about pairs of their actors)"""
    passages = []
    for base, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.endswith(".txt"):
                passages += corpus.read(f"{base}/{name}")[0]
    chosen = {one.id: one for one in passages if one.split() == split and one.text.strip()}
    parsed = parse({name: one.text for name, one in chosen.items()}, program, cache)
    both = [passage(one, parsed[name]) for name, one in chosen.items() if name in parsed]
    documents, questions = [one for one, _ in both], [question for _, some in both for question in some]
    n_anchors = sum(len(one.labels["events"]) for one in documents)
    log(f"corpus, {split}: {len(documents)} passages, {n_anchors} event anchors, {len(questions)} pairs")
    return documents, questions


def load_speech(gold, name, program, cache, log):
    records = {}
    with open(f"{gold}/quotes/{name}.jsonl", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            records[record["id"]] = record
    parsed = parse({key: record["text"] for key, record in records.items()}, program, cache)
    log(f"{name}: {len(parsed)} documents")
    return [speech(record, parsed[key]) for key, record in records.items() if key in parsed]


def load_pairs(gold, program, cache, quads, log):
    """Pairs of plv.train and of the conflict set, the second with the types of its quad."""
    documents = [one for name in ("plv.train", "conflibert_cameo.train") for one in load_pair_file(gold, name, program, cache, quads)]
    log(f"pairs: {len(documents)}")
    return documents


def load_pair_file(gold, name, program, cache, quads):
    """One document a pair."""
    records = {}
    with open(f"{gold}/pairs/{name}.jsonl", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            ends = [(record.get(side) or {}).get("start") for side in ("source", "target")]
            if None not in ends:
                records[record["id"]] = record
    parsed = parse({key: record["text"] for key, record in records.items()}, program, cache)
    made = [pair(record, parsed[key], pair_types(record, quads)) for key, record in records.items() if key in parsed]
    return [one for one in made if one]


def quads():
    """{type: quad number}"""
    tables = tomllib.loads((corpus.ROOT / "data/ontology/plover.toml").read_text())
    return {one["name"]: one["quad_num"] for one in tables["type"]}
