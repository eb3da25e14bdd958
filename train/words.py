"""How are words turned into numbers, and lemmas into labels?

Everything here is mirrored in Rust (crate `core`, module `read`), so each rule is short and exact.
"""

import unicodedata

MAX_WORDS = 128
MAX_PIECES = 256
MAX_WORD_CHARACTERS = 100

# The class of a word's spelling, given to every piece of the word. Order is the number fed to the network.
CASE_CLASSES = [
    ("special", "[CLS], [SEP] and padding"),
    ("lower", "has letters, no digit, no upper-case letter"),
    ("title", "two letters or more, no digit; the first letter is upper-case, no other is"),
    ("upper", "two letters or more, no digit, every cased letter upper-case"),
    ("initial", "exactly one letter, upper-case, no digit (I, A, J.)"),
    ("mixed", "any other word with letters and no digit (McCain, iPhone)"),
    ("digit", "has a digit"),
    ("other", "neither letter nor digit"),
    ("source", "no spelling: a word of the first actor of a pair that is asked about"),
    ("target", "no spelling: a word of the second actor of that pair"),
]
SPECIAL, LOWER, TITLE, UPPER, INITIAL, MIXED, DIGIT, OTHER, SOURCE, TARGET = range(len(CASE_CLASSES))


def case_class(word):
    """The spelling class of a word: `Moscow` -> TITLE, `U.S.` -> UPPER, `2023` -> DIGIT."""
    if any(unicodedata.category(character).startswith("N") for character in word):
        return DIGIT
    letters = [character for character in word if character.isalpha()]
    if not letters:
        return OTHER
    n_upper = sum(character.isupper() for character in letters)
    if n_upper == 0:
        return LOWER
    if len(letters) == 1:
        return INITIAL
    if n_upper == len(letters):
        return UPPER
    if n_upper == 1 and letters[0].isupper():
        return TITLE
    return MIXED


class WordPiece:
    """Lower-casing WordPiece over single words, as BERT's uncased tokenizer cuts them."""

    def __init__(self, vocabulary):
        self.pieces = list(vocabulary)
        self.ids = {piece: number for number, piece in enumerate(self.pieces)}
        self.unknown = self.ids["[UNK]"]
        self.start = self.ids["[CLS]"]
        self.end = self.ids["[SEP]"]
        self.known = {}

    @classmethod
    def load(cls, path):
        with open(path, encoding="utf-8") as file:
            return cls(line.rstrip("\n") for line in file)

    def cut(self, word):
        """The piece ids of one word, at least one."""
        if word not in self.known:
            ids = [number for part in _parts(word) for number in self._cut_part(part)]
            self.known[word] = ids or [self.unknown]
        return self.known[word]

    def _cut_part(self, part):
        if len(part) > MAX_WORD_CHARACTERS:
            return [self.unknown]
        ids, start = [], 0
        while start < len(part):
            prefix = "##" if start else ""
            end = next((end for end in range(len(part), start, -1) if prefix + part[start:end] in self.ids), None)
            if end is None:
                return [self.unknown]
            ids.append(self.ids[prefix + part[start:end]])
            start = end
        return ids


def _parts(word):
    """Lower-cased, accents removed, each punctuation or CJK character on its own."""
    parts, current = [], ""
    for character in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(character)
        if category == "Mn" or (category.startswith("C") and character not in "\t\n\r") or character == "\ufffd":
            continue
        if character.isspace() or _is_punctuation(character, category) or _is_cjk(character):
            parts += [current] if current else []
            parts += [] if character.isspace() else [character]
            current = ""
        else:
            current += character
    return parts + ([current] if current else [])


def _is_punctuation(character, category):
    """Every printable ASCII character that is neither letter nor digit, and Unicode's P categories."""
    return category.startswith("P") or (character.isascii() and character.isprintable() and not character.isalnum())


def _is_cjk(character):
    code = ord(character)
    ranges = [(0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F)]
    return any(low <= code <= high for low, high in ranges)


def lemma_script(form, lemma):
    """The edit that makes `lemma` of `form`: `meetings, meeting -> L1+`, `Moscow, Moscow -> K0+`, `went, go -> =go`.

    `L` lower-cases the form first and `K` keeps its case; then so many last characters are cut and the suffix added.
    Where form and lemma share no first character the lemma is given whole.
    """
    scripts = []
    for letter, base in (("L", form.lower()), ("K", form)):
        n_shared = 0
        while n_shared < min(len(base), len(lemma)) and base[n_shared] == lemma[n_shared]:
            n_shared += 1
        if n_shared:
            scripts.append((len(base) - n_shared, f"{letter}{len(base) - n_shared}+{lemma[n_shared:]}"))
    return min(scripts, key=lambda pair: pair[0])[1] if scripts else f"={lemma}"


def apply_lemma_script(script, form):
    """The lemma a script makes of a form; the form itself where the script cuts more than there is."""
    if script.startswith("="):
        return script[1:]
    base = form.lower() if script[0] == "L" else form
    cut, suffix = script[1:].split("+", 1)
    if int(cut) >= len(base):
        return base
    return base[: len(base) - int(cut)] + suffix
