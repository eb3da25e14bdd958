"""The raw text of a CoNLL-U treebank, as the CoNLL shared tasks built it.

    treebank_text.py TREEBANK.conllu TEXT ENDS

Sentences of a paragraph are joined by a space, paragraphs by a blank line. ENDS gets the byte offset of every sentence
end, one a line.
"""

import sys


def paragraphs(path):
    """Lists of sentence texts, one list a paragraph."""
    found, written, begins, skip_to = [], "", True, 0
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith(("# newpar", "# newdoc")):
            begins = True
        elif line[:1].isdigit():
            columns = line.split("\t")
            number = columns[0]
            if "." in number:
                continue
            if "-" in number:
                skip_to = int(number.split("-")[1])
            elif int(number) <= skip_to:
                continue
            written += columns[1] + ("" if "SpaceAfter=No" in columns[9] else " ")
        elif not line and written:
            if begins:
                found.append([])
            found[-1].append(written.strip())
            written, begins, skip_to = "", False, 0
    return found


def text_and_ends(path):
    """The text and the byte offsets of its sentence ends."""
    parts, ends, position = [], [], 0
    for paragraph in paragraphs(path):
        for n, sentence in enumerate(paragraph):
            separator = " " if n + 1 < len(paragraph) else "\n\n"
            parts.append(sentence + separator)
            ends.append(position + len(sentence.encode()))
            position += len(parts[-1].encode())
    return "".join(parts), ends


if __name__ == "__main__":
    treebank, text_path, ends_path = sys.argv[1:]
    text, ends = text_and_ends(treebank)
    open(text_path, "w", encoding="utf-8").write(text)
    open(ends_path, "w", encoding="utf-8").write("".join(f"{end}\n" for end in ends))
