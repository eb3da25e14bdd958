"""Reads the corpus (its notation: corpus/README.md), checks it, counts it, and compares two annotations of one text.

    python corpus.py check FILE...            what is wrong, by file, passage and label; exit 1 if anything is
    python corpus.py count FILE...            sentences, events, types, modes, statuses, countries, splits
    python corpus.py strip FILE...            the bare texts, for somebody who annotates them anew
    python corpus.py agree FOLDER OTHER       agreement of two annotations of the same passages (files or folders; passages by id)
"""

import argparse
import collections
import dataclasses
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
STYLES = ("agency", "regional", "broadcaster", "communique", "translated", "headline", "caption")
STATUSES = ("future", "hypothetical", "negated", "historical")
STANCES = {"said": "asserted", "alleged": "alleged", "denied": "denied"}
SIZES = ("dead", "injured", "arrested", "crowd")
LABEL = re.compile(r"[aeptnqcsk][1-9][0-9]?$")
TIMEX = re.compile(
    r"(PRESENT_REF|PAST_REF|FUTURE_REF|P[T0-9X].*|[0-9X]{4}(-(W[0-9X]{2}(-([1-7X]|WE))?|Q[1-4X]|H[12]|S[PU]|FA|WI|[0-9X]{2}(-[0-9X]{2})?))?(T.+)?|[0-9]{2,3}X*)"
    r"(/.+)?$"
)


@dataclasses.dataclass
class Event:
    """One `e` line: who did what to whom, and how the text says so. Actors are labels, `?` or a code in brackets."""

    label: str
    type: str
    modes: list
    actors: list
    recipients: list
    reciprocal: bool = False
    status: str = "occurred"
    stance: str = "asserted"
    voice: str | None = None
    place: str | None = None
    time: str | None = None
    sizes: dict = dataclasses.field(default_factory=dict)
    note: str | None = None


@dataclasses.dataclass
class Passage:
    """A text with its marks: `marks` are (start, end, label) in characters of `text`, in the order of their ends."""

    id: str
    line: int
    date: str = ""
    style: str = ""
    contexts: list = dataclasses.field(default_factory=list)
    text: str = ""
    sentences: list = dataclasses.field(default_factory=list)
    marks: list = dataclasses.field(default_factory=list)
    meanings: dict = dataclasses.field(default_factory=dict)
    events: list = dataclasses.field(default_factory=list)
    source: list = dataclasses.field(default_factory=list)

    def spans(self, label):
        return [(start, end) for start, end, name in self.marks if name == label]

    def split(self):
        """`train`, `dev` or `test`: by the id alone, so that a passage never moves (FNV-1a of its letters)."""
        code = 0x811C9DC5
        for byte in self.id.encode():
            code = ((code ^ byte) * 0x01000193) & 0xFFFFFFFF
        share = code % 100
        return "test" if share < 15 else "dev" if share < 25 else "train"


class Ontology:
    """The codes that may stand in an annotation."""

    def __init__(self):
        data = ROOT / "data"
        plover = tomllib.loads((data / "ontology/plover.toml").read_text())
        self.modes = {one["name"]: {mode["name"] for mode in one.get("mode", [])} for one in plover["type"]}
        self.contexts = {one["name"] for one in plover["context"]}
        sectors = tomllib.loads((data / "ontology/sectors.toml").read_text())
        self.sectors = {one["code"] for one in sectors["plover_sector"]}
        self.international = {one["code"] for one in sectors["plover_international"]}


def read(path):
    """All passages of a file, with what could not be read as (line, words)."""
    passages, faults, passage = [], [], None
    for number, line in enumerate(pathlib.Path(path).read_text().split("\n"), 1):
        line = line.rstrip()
        if line.startswith("# "):
            passage = Passage(line[2:].strip(), number)
            passages.append(passage)
        elif passage is None or not line:
            if line:
                faults.append((number, f"nothing may stand before the first passage: {line!r}"))
            continue
        elif line.startswith("@"):
            parts = [part.strip() for part in line[1:].split("|")]
            passage.date, passage.style = parts[0], parts[1] if len(parts) > 1 else ""
            passage.contexts = [one.strip() for one in parts[2].split(",") if one.strip()] if len(parts) > 2 else []
        elif line.startswith(">"):
            passage.source.append(line[1:].strip())
        elif match := re.match(r"([a-z]\d+) = (.*)$", line):
            if match[1] in passage.meanings:
                faults.append((number, f"{match[1]} has two meanings"))
            passage.meanings[match[1]] = match[2].strip()
        else:
            faults.append((number, f"neither text nor a meaning: {line!r}"))
    for passage in passages:
        for words in unmark(passage) + events(passage):
            faults.append((passage.line, f"{passage.id}: {words}"))
    return passages, faults


def unmark(passage):
    """Fills text, sentences and marks from the source lines."""
    faults, out, open_at = [], [], []
    for n, line in enumerate(passage.source):
        if not line:
            out.append("\n\n")
            continue
        if out and out[-1] != "\n\n":
            out.append(" ")
        base = sum(map(len, out))
        plain, at = [], 0
        while at < len(line):
            char = line[at]
            if char == "\\" and at + 1 < len(line):
                plain.append(line[at + 1])
                at += 2
            elif char == "[":
                open_at.append(base + len(plain))
                at += 1
            elif char == "]":
                match = re.match(r"\]\{([a-z0-9, ]+)\}", line[at:])
                if not match or not open_at:
                    faults.append(f"sentence {n + 1}: a bracket without label or partner near {line[max(0, at - 20):at + 12]!r}")
                    at += 1
                    continue
                start = open_at.pop()
                for label in match[1].split(","):
                    passage.marks.append((start, base + len(plain), label.strip()))
                at += len(match[0])
            else:
                plain.append(char)
                at += 1
        if open_at:
            # Content of a quotation may run over several sentences; it closes on a later line.
            pass
        passage.sentences.append((base, base + len(plain)))
        out.append("".join(plain))
    if open_at:
        faults.append("a bracket is never closed")
    passage.text = "".join(out)
    return faults


def sides(words):
    """Labels of one side of `>`."""
    words = words.strip()
    return [] if words in ("-", "") else [one.strip() for one in re.split(r"\+(?![^(]*\))", words)]


def events(passage):
    """Fills the events from the meaning lines."""
    faults = []
    for label, meaning in passage.meanings.items():
        if not label.startswith("e"):
            continue
        parts = [part.strip() for part in meaning.split("|")]
        kind, _, modes = parts[0].partition(":")
        event = Event(label, kind, [one for one in modes.split("&") if one], [], [])
        roles = re.match(r"(.*?)(<>|>)(.*)$", parts[1]) if len(parts) > 1 else None
        if not roles:
            faults.append(f"{label}: no `actors > recipients`")
            continue
        event.actors, event.recipients = sides(roles[1]), sides(roles[3])
        event.reciprocal = roles[2] == "<>" or (not event.recipients and len(event.actors) > 1 and kind in ("CONSULT", "ASSAULT"))
        for part in parts[2:]:
            words = part.split()
            if part in STATUSES:
                event.status = part
            elif words and words[0] in STANCES and len(words) == 2:
                event.stance, event.voice = STANCES[words[0]], words[1]
            elif words and words[0] == "at" and len(words) == 2:
                event.place = words[1]
            elif words and words[0] == "on" and len(words) == 2:
                event.time = words[1]
            elif words and words[0] in SIZES and len(words) >= 2 and re.match(r"\d+(\.\.\d*)?$|\.\.\d+$", words[1]):
                low, dots, high = words[1].partition("..")
                event.sizes[words[0]] = (int(low) if low else None, (int(high) if high else None) if dots else int(low), words[2:])
            elif words and words[0] == "note":
                event.note = " ".join(words[1:])
            elif part not in ("occurred", ""):
                faults.append(f"{label}: {part!r} is no field")
        passage.events.append(event)
    return faults


def codes(words):
    """`CHN GOV;MIL, Li Shangfu` -> ("CHN", ["GOV", "MIL"], "Li Shangfu")"""
    code, _, name = words.partition(",")
    tokens = [one for part in code.split(";") for one in part.split()]
    country = tokens[0] if tokens and re.match(r"[A-Z]{3}$", tokens[0]) else None
    return country, tokens, name.strip() or None


def check(passage, ontology):
    """What is wrong with one passage, in words."""
    faults = []
    marked = {label for _, _, label in passage.marks}
    if not re.match(r"[a-z0-9]+(-[a-z0-9]+)*$", passage.id):
        faults.append("the id holds other than small letters, digits and hyphens")
    if not re.match(r"\d{4}-\d\d-\d\d$", passage.date):
        faults.append(f"no day of publication: {passage.date!r}")
    if passage.style not in STYLES:
        faults.append(f"unknown style {passage.style!r}")
    faults += [f"unknown context {one!r}" for one in passage.contexts if one not in ontology.contexts]
    if not passage.sentences:
        faults.append("no text")
    for label in sorted(marked | set(passage.meanings)):
        if not LABEL.match(label):
            faults.append(f"{label!r} is no label")
        elif label not in passage.meanings and label[0] in "aeptq":
            faults.append(f"{label} is marked and has no meaning line")
        elif label not in marked and label[0] != "k":
            faults.append(f"{label} has a meaning line and is not marked")
    for label, meaning in passage.meanings.items():
        if label[0] == "a" and meaning != "-":
            faults += [f"{label}: {one}" for one in check_code(meaning, ontology)]
        if label[0] == "t" and not TIMEX.match(meaning):
            faults.append(f"{label}: {meaning!r} is no TIMEX3 value")
        if label[0] == "p" and not re.search(r"(^|, )[A-Z]{3}$|^-$", meaning):
            faults.append(f"{label}: a place ends with the code of its country: {meaning!r}")
        if label[0] == "q" and not re.match(r"(direct|indirect|mixed|belief) (a\d+|-)$", meaning):
            faults.append(f"{label}: {meaning!r} is not `kind speaker`")
    for event in passage.events:
        where = event.label
        if event.type not in ontology.modes:
            faults.append(f"{where}: unknown type {event.type!r}")
            continue
        faults += [f"{where}: {event.type} has no mode {one!r}" for one in event.modes if one not in ontology.modes[event.type]]
        for one in event.actors + event.recipients:
            if one.startswith("("):
                faults += [f"{where}: {words}" for words in check_code(one.strip("()"), ontology)]
            elif one != "?" and (one[0] != "a" or one not in marked):
                faults.append(f"{where}: {one!r} is no marked actor")
        if not event.actors:
            faults.append(f"{where}: nobody acts; `?` stands for an unknown actor")
        for one, letter in ((event.voice, "a"), (event.place, "p"), (event.time, "t")):
            if one and (one[0] != letter or one not in marked):
                faults.append(f"{where}: {one!r} is not marked as {letter}")
        for size in event.sizes.values():
            faults += [f"{where}: {one!r} is not marked" for one in size[2] if one not in marked]
    return faults


def check_code(meaning, ontology):
    country, tokens, _ = codes(meaning)
    faults = []
    for one in tokens:
        if one in ontology.sectors or one in ontology.international or (one == country and one is tokens[0]):
            continue
        faults.append(f"{one!r} is neither country nor sector in {meaning!r}")
    if not tokens:
        faults.append(f"no code in {meaning!r}")
    return faults


def shingles(text, n=5):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + n]) for i in range(len(words) - n + 1)}


def near_duplicates(passages):
    """Pairs of sentences in different passages that share more than half of their five-word sequences."""
    seen, pairs = collections.defaultdict(list), []
    for passage in passages:
        for start, end in passage.sentences:
            words = shingles(passage.text[start:end])
            if not words:
                continue
            shared = collections.Counter(other for one in words for other in seen[one])
            for (other, at, size), n in shared.items():
                if other != passage.id and n / min(len(words), size) > 0.5:
                    pairs.append((passage.id, other, passage.text[start:end]))
            for one in words:
                seen[one].append((passage.id, start, len(words)))
    return pairs


def sentence_events(passage):
    """For each sentence the labels of the events anchored in it."""
    inside = lambda span, start: span[0] <= start < span[1]
    return [{label for start, _, label in passage.marks if label[0] == "e" and inside(span, start)} for span in passage.sentences]


def count(passages):
    out = collections.defaultdict(collections.Counter)
    for passage in passages:
        per_sentence = sentence_events(passage)
        out["all"]["passages"] += 1
        out["all"]["sentences"] += len(passage.sentences)
        out["all"]["sentences without event"] += sum(not one for one in per_sentence)
        out["all"]["events"] += len(passage.events)
        out["split"][passage.split()] += len(passage.sentences)
        out["style"][passage.style] += len(passage.sentences)
        for event in passage.events:
            out["type"][event.type] += 1
            for mode in event.modes:
                out["mode"][f"{event.type}:{mode}"] += 1
            out["status"][event.status] += 1
            out["stance"][event.stance] += 1
            for size in event.sizes:
                out["size"][size] += 1
        for one in passage.contexts:
            out["context"][one] += 1
        for label, meaning in passage.meanings.items():
            if label[0] == "a" and meaning != "-" and (country := codes(meaning)[0]):
                out["country"][country] += 1
    return out


def matched(ours, theirs, alike):
    """Pairs of events of two annotations whose anchors overlap, each used once."""
    pairs, used = [], set()
    for one in ours:
        for other in theirs:
            if id(other) not in used and alike(one, other):
                used.add(id(other))
                pairs.append((one, other))
                break
    return pairs


def agree(first, second):
    """Agreement of two annotations: F1 of anchors, of anchors with type, of those with actors and recipients by code; Krippendorff's
    alpha of the types (no event counts as one) over all anchors either marked."""
    by_id = {passage.id: passage for passage in second}
    counts, units = collections.Counter(), []
    for passage in first:
        other = by_id.get(passage.id)
        if other is None:
            continue
        if other.text != passage.text:
            counts["texts that differ"] += 1
            continue
        counts["passages"] += 1
        overlap = lambda one, two: any(a < d and c < b for a, b in passage.spans(one.label) for c, d in other.spans(two.label))
        alike = lambda one, two: overlap(one, two) and one.type == two.type
        coded = lambda event, side, where: sorted(
            one if one == "?" else " ".join(sorted(codes((where.meanings.get(one, "-") if one[0] == "a" else one.strip("()")))[1])) for one in side
        )
        roles = lambda one, two: coded(one, one.actors, passage) == coded(two, two.actors, other) and coded(
            one, one.recipients, passage
        ) == coded(two, two.recipients, other)
        counts["ours"] += len(passage.events)
        counts["theirs"] += len(other.events)
        both = matched(passage.events, other.events, overlap)
        same = matched(passage.events, other.events, alike)
        counts["anchors"] += len(both)
        counts["types"] += len(same)
        counts["roles"] += sum(roles(*pair) for pair in same)
        counts["statuses"] += sum(one.status == two.status for one, two in same)
        units += [(one.type, two.type) for one, two in same]
        left = [one for one in passage.events if all(one is not pair[0] for pair in same)]
        right = [one for one in other.events if all(one is not pair[1] for pair in same)]
        for one, two in matched(left, right, overlap):
            units.append((one.type, two.type))
            left, right = [x for x in left if x is not one], [x for x in right if x is not two]
        units += [(one.type, "none") for one in left] + [("none", one.type) for one in right]
    f1 = lambda key: 2 * counts[key] / max(1, counts["ours"] + counts["theirs"])
    out = {"passages": counts["passages"], "events": (counts["ours"], counts["theirs"]), "anchor F1": f1("anchors"), "anchor and type F1": f1("types"), "with roles F1": f1("roles")}
    out["status"] = counts["statuses"] / max(1, counts["types"])
    out["type alpha"] = alpha(units)
    if counts["texts that differ"]:
        out["texts that differ"] = counts["texts that differ"]
    return out


def alpha(units):
    """Krippendorff's alpha for nominal values, two coders."""
    values = collections.Counter(value for unit in units for value in unit)
    n = sum(values.values())
    if n < 2:
        return float("nan")
    observed = sum(one != two for one, two in units) * 2 / n
    expected = sum(a * (n - a) for a in values.values()) / (n * (n - 1))
    return 1 - observed / expected if expected else float("nan")


def strip(passage):
    """The text without its marks, in the same notation."""
    escape = lambda text: re.sub(r"([\[\]{}\\])", r"\\\1", text)
    lines, before = [f"# {passage.id}", f"@ {passage.date} | {passage.style} |"], 0
    for start, end in passage.sentences:
        if "\n" in passage.text[before:start]:
            lines.append(">")
        lines.append("> " + escape(passage.text[start:end]))
        before = end
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("check", "count", "strip", "agree"))
    parser.add_argument("files", nargs="+")
    parser.add_argument("--split", choices=("train", "dev", "test"), help="only passages of this split")
    options = parser.parse_args()
    ontology = Ontology()
    files = []
    for name in options.files:
        path = pathlib.Path(name)
        files += [(name, one) for one in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])]
    n_faults, everything = 0, {name: [] for name in options.files}
    for name, path in files:
        passages, faults = read(path)
        for passage in passages:
            faults += [(passage.line, f"{passage.id}: {words}") for words in check(passage, ontology)]
        if options.command == "check":
            for line, words in sorted(faults):
                print(f"{path.name}:{line}: {words}")
        n_faults += len(faults)
        everything[name] += [one for one in passages if options.split in (None, one.split())]
    passages = [one for some in everything.values() for one in some]
    if options.command == "check":
        twice = [name for name, n in collections.Counter(one.id for one in passages).items() if n > 1]
        for name in twice:
            print(f"two passages are called {name}")
        pairs = near_duplicates(passages)
        for one, other, text in pairs:
            print(f"{one} and {other} share a sentence: {text}")
        print(f"{len(passages)} passages, {sum(len(one.sentences) for one in passages)} sentences, {n_faults} faults")
        sys.exit(1 if n_faults or twice or pairs else 0)
    if options.command == "count":
        for name, counter in count(passages).items():
            print(f"{name} ({len(counter)}):", ", ".join(f"{key} {n}" for key, n in counter.most_common()))
    if options.command == "strip":
        print("\n\n".join(strip(one) for one in passages))
    if options.command == "agree":
        if len(everything) != 2:
            parser.error("agree compares two files or folders")
        for name, value in agree(*everything.values()).items():
            print(name, value if not isinstance(value, float) else round(value, 3))


if __name__ == "__main__":
    main()
