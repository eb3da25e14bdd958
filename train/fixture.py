"""What must the exported model say about a dozen sentences? The Rust tests hold their runtime to this file.

The sentences are the project's own. Expected values come from ONNX Runtime on the exported int8 file. `heads` is the plain
argmax of each word's row of `arcs` (its own column left out); `ner` the plain argmax and `names` the best path in which I-X follows B-X or I-X; `raw` holds scores rounded to three digits, which two
runtimes may meet only roughly: an exponential that differs in its last bit can move an activation by one step, and six
layers spread it. `close` lists the words whose two best answers lie so near that another runtime may choose the second.
"""

import json

import numpy as np
import onnxruntime

import batches
import data
import score
import tasks
import words

# Margins above which `rten` and ONNX Runtime never chose differently, on 300 sentences of ewt.dev and these.
CLOSE_TAGS = 1.0
CLOSE_ARCS = 4.0

SENTENCES = [
    "Kenyan President William Ruto met Ethiopian Foreign Minister Taye Atske Selassie in Nairobi on Tuesday .",
    "Police fired tear gas at hundreds of protesters who had blocked the road to the airport .",
    "The two governments will sign a trade agreement next month , a spokeswoman said .",
    "\" We do n't accept these accusations , \" Defence Minister Ana Duarte told reporters in Lisbon .",
    "MINISTER RESIGNS AFTER COURT RULING",
    "Rebels Shell Village Near Border , Killing Three",
    "The European Union lifted its sanctions on two Belarusian banks on 4 March 2021 .",
    "Russia 's ambassador was expelled .",
    "No .",
    "The U.N. World Food Programme , which feeds four million people in the region , called off a convoy after gunmen "
    "attacked its drivers and burned two of the trucks .",
    "Workers at the Novaport shipyard went on strike for the third time this year , demanding better pay .",
    "She is not expected to visit Seoul before the talks begin , according to Lt. Col. Jae-won Han .",
    "In Gdańsk , naïve café owners paid €1,250 each .",
]


def write(folder):
    """Writes fixture.json beside the exported model."""
    description = load_description(folder)
    with open(f"{folder}/fixture.json", "w", encoding="utf-8") as file:
        cases = [case(sentence.split(), description, folder) for sentence in SENTENCES]
        file.write(json.dumps({"version": description["version"], "sentences": cases}, ensure_ascii=False) + "\n")


def case(sentence, description, folder):
    word_piece = words.WordPiece.load(f"{folder}/vocab.txt")
    encoded = batches.encode(data.Sentence(sentence), word_piece)
    tags, arcs, label_dep, label_head = (part[0] for part in Session(folder).run(batches.collate([encoded])))
    found, close, start = {}, {}, 0
    for task in description["tags"]:
        end = start + len(task["labels"])
        found[task["name"]] = [task["labels"][i] for i in tags[:, start:end].argmax(1)]
        close[task["name"]] = _close(tags[:, start:end], CLOSE_TAGS)
        if task["name"] == "ner":
            names = [task["labels"][i] for i in score.best_path(tags[:, start:end], task["labels"])]
        start = end
    own_column = np.eye(len(sentence), len(sentence) + 1, 1, dtype=bool)
    allowed = np.where(own_column, -np.inf, arcs)
    heads = allowed.argmax(1)
    close["heads"] = _close(allowed, CLOSE_ARCS)
    hidden = np.maximum(label_dep + label_head[heads], 0)
    relations = hidden @ np.array(description["label_out"]) + np.array(description["label_bias"])
    return {
        "words": sentence,
        "ids": encoded.pieces,
        "case": encoded.cases,
        "first": encoded.first,
        "upos": found["upos"],
        "xpos": found["xpos"],
        "feats": found["feats"],
        "lemmas": [words.apply_lemma_script(script, form) for script, form in zip(found["lemma"], sentence)],
        "ner": found["ner"],
        "names": names,
        "heads": heads.tolist(),
        "deprels": [description["deprels"][i] for i in relations.argmax(1)],
        "close": {**close, "deprels": _close(relations, CLOSE_TAGS)},
        "raw": {"tags_of_first_word": _rounded(tags[0, :17]), "arcs_of_first_word": _rounded(arcs[0]),
                "label_scores_of_first_word": _rounded(relations[0])},
    }


def load_description(folder):
    with open(f"{folder}/reader.json", encoding="utf-8") as file:
        return json.load(file)


def exported_decoder(folder):
    """The scorer's view of the exported int8 model, and its word pieces."""
    description = load_description(folder)
    lists = {task["name"]: task["labels"] for task in description["tags"]}
    labels = tasks.Labels({**lists, "deprel": description["deprels"]})
    label_out, label_bias = np.array(description["label_out"]), np.array(description["label_bias"])
    return score.Decoder(Session(folder).run, label_out, label_bias, labels), words.WordPiece.load(f"{folder}/vocab.txt")


class Session:
    """ONNX Runtime on the exported file, on one thread."""

    open = {}

    def __init__(self, folder):
        if folder not in self.open:
            settings = onnxruntime.SessionOptions()
            settings.intra_op_num_threads = settings.inter_op_num_threads = 1
            self.open[folder] = onnxruntime.InferenceSession(f"{folder}/reader.onnx", settings)
        self.session = self.open[folder]

    def run(self, batch):
        inputs = {name: getattr(batch, name).numpy() for name in ("ids", "case", "mask", "first")}
        return self.session.run(["tags", "arcs", "label_dep", "label_head"], inputs)


def _close(scores, margin):
    """Numbers of the words whose best score leads the second by less than the margin."""
    second, best = np.sort(scores, axis=1)[:, -2:].T
    return np.flatnonzero(best - second < margin).tolist()


def _rounded(values):
    return [round(float(value), 3) for value in values]
