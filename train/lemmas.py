"""Which lemma has a form? The table of forms and lemmas met in the treebank's training part.

    python train/lemmas.py EWT.train.conllu > model/lemmas.tsv

One line a form: part of speech, form in lower case, lemma. Names, numbers and forms that are their own lemma by the
rules of `core::read::lemmas` are left out of the first column's table but their lemmas are kept as known words.
"""

import collections
import sys

PARTS = {"VERB": "V", "AUX": "V", "NOUN": "N", "ADJ": "J", "ADV": "R"}


def main(path):
    counts = collections.defaultdict(collections.Counter)
    with open(path, encoding="utf-8") as file:
        for line in file:
            columns = line.rstrip("\n").split("\t")
            if len(columns) != 10 or columns[3] not in PARTS or not columns[0].isdigit():
                continue
            form, lemma = columns[1].lower(), columns[2]
            is_word = all(character.isalpha() or character in "-'." for character in form + lemma)
            if "Typo=Yes" not in columns[5] and "Style=" not in columns[5] and is_word and lemma.islower():
                counts[PARTS[columns[3]], form][lemma] += 1
    for (part, form), lemmas in sorted(counts.items()):
        lemma = min(lemmas, key=lambda lemma: (-lemmas[lemma], lemma))
        print(part, form, lemma, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
