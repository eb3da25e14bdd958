"""Second stage: from a reader of sentences to a reader of texts, with events, roles, pairs and speech.

    python deepen.py --gold GOLD --minilm MINILM --corpus ../corpus --program rapporteur --start RUN/round-01.pt \\
                     --out RUN/deep --teacher RUN/round-01.pt --shares treebank=1 names=0.5 speech=1 pairs=3 links=1 corpus=6

Texts are read in windows of several sentences, cut anew in each round (one sentence at a time now and then, so that both
work). A round reads each source as many times as its share says. `links` are pairs of actors of the corpus. The texts that
have no trees and names of their own have those of the program and of the teacher (a finished first stage), at half weight: the
network keeps on what it learns new the trees it could read before. Everything else is as in `train.py`.
"""

import os

import torch

import acts
import batches
import data
import export
import model
import score
import silver
import tasks
import train
import words

SOURCES = ("treebank", "names", "speech", "pairs", "links", "corpus")


def main():
    options = parse_options()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    os.makedirs(options.out, exist_ok=True)
    log = train.Log(f"{options.out}/train.log")
    word_piece = words.WordPiece.load(f"{options.minilm}/vocab.txt")
    sources, development = load(options, word_piece, log)
    labels = tasks.Labels({**tasks.Labels.load(options.start_labels).lists, **tasks.fixed_lists()})
    labels.save(f"{options.out}/labels.json")
    label_silver_names(sources, options, labels, word_piece, log)
    plans = [plan_round(sources, number, options, word_piece, labels) for number in range(options.rounds)]
    log(f"batches: {[len(plan) for plan in plans]}")
    run = train.Run(options, labels, word_piece.unknown, sum(map(len, plans)), log)
    for number in range(run.rounds_done, options.rounds):
        run.train_round(plans[number], number)
        run.save(number)
        figures = score.score_float(run.reader, labels, word_piece, options.gold)
        figures |= score.score_acts(run.reader, labels, word_piece, development)
        log(f"round {number + 1}: {score.summary(figures)}")
    log("finished")


def parse_options():
    parser = train.make_parser(__doc__)
    parser.add_argument("--corpus", required=True, help="folder of the corpus")
    parser.add_argument("--program", required=True, help="the binary, which cuts texts into sentences and words")
    parser.add_argument("--teacher", help="weights of the first stage that name the names (as --start unless given)")
    parser.add_argument("--teacher-labels", help="labels.json of those")
    parser.add_argument("--shares", nargs="*",
                        default=["treebank=1", "names=0.5", "speech=1", "pairs=3", "links=1", "corpus=6"],
                        help="how often a round reads each source")
    options = train.parsed(parser)
    options.shares = {name: float(value) for name, value in (share.split("=") for share in options.shares)}
    return options


def load(options, word_piece, log):
    """({source: documents}, {development set: documents})"""
    guard = data.DevelopmentGuard(options.gold)
    keep = lambda documents, name: without_development(documents, guard, name, log)
    cache = os.path.dirname(options.out.rstrip("/"))
    documents = data.read_treebank_documents(f"{options.gold}/ud/ewt.train.conllu")
    quads = acts.quads()
    passages, links = acts.load_corpus(options.corpus, options.program, cache, "train", log)
    sources = {
        "treebank": join_kept(documents, guard),
        "names": load_names(options, guard, log),
        "speech": keep(acts.load_speech(options.gold, "polnear.train", options.program, cache, log), "polnear.train"),
        "pairs": keep(acts.load_pairs(options.gold, options.program, cache, quads, log), "pairs"),
        "links": keep(links, "links"),
        "corpus": keep(passages, "corpus"),
    }
    development = {
        "speech": acts.load_speech(options.gold, "polnear.dev", options.program, cache, log),
        "corpus": acts.load_corpus(options.corpus, options.program, cache, "dev", log)[0],
        "pairs": acts.load_pair_file(options.gold, "plv.dev", options.program, cache, quads),
    }
    return sources, development


def without_development(documents, guard, name, log):
    """Leaves out every text that holds a sentence of a development file; a sentence of a few words proves nothing."""

    def is_fresh(text):
        bounds = [0, *text.breaks, len(text.words)]
        sentences = [text.words[a:b] for a, b in zip(bounds, bounds[1:])]
        return not any(guard.refuses(one) for one in sentences if sum(map(len, one)) >= guard.WINDOW)

    kept = [text for text in documents if is_fresh(text)]
    log(f"{name}: {len(documents)} texts, {len(documents) - len(kept)} refused as development text")
    return kept


def join_kept(documents, guard):
    """Each document's sentences, without those of development files, as one text; kinds of text without events say so."""
    found = []
    for is_eventless, document in documents:
        kept = [sentence for sentence in document if not guard.refuses(sentence.words)]
        if kept:
            found.append(data.join(kept))
            if is_eventless:
                found[-1].labels |= {"events": [], "pairs": []}
    return found


def load_names(options, guard, log):
    """Name sets: newswire articles in runs of a few sentences as they stand in the file, the others sentence by sentence."""
    found = []
    for name, kinds in data.NAME_TYPES.items():
        read = data.read_names(f"{options.gold}/ner/{name}.train.conll", kinds)
        parts = guard.keep([part for sentence in read for part in data.split_long(sentence)], name, log)
        size = 6 if name == "worldwide" else 1
        found += [data.join(parts[at : at + size]) for at in range(0, len(parts), size)]
    return found


def label_silver_names(sources, options, labels, word_piece, log):
    """Names of treebank and corpus, as the finished first stage reads them (see silver.py)."""
    teacher, teacher_labels = options.teacher or options.start, options.teacher_labels or options.start_labels
    texts = [text for name in ("treebank", "corpus") for text in sources[name]]
    path = f"{options.out}/silver.json"
    if not os.path.exists(path):
        first = train.new_reader(len(word_piece.pieces), labels, options.layers)
        model.load_checkpoint(first, teacher, labels.columns_of(teacher_labels))
        reader = score.float_decoder(first, labels)
        sentences = [data.part(text, a, b) for text in texts for a, b in zip([0, *text.breaks], [*text.breaks, len(text.words)])]
        for sentence in sentences:
            sentence.breaks = []
        short = [sentence for sentence in sentences if data.fits(sentence, word_piece)]
        log(f"silver names: {silver.label(short, reader, word_piece)}")
        train.write_json([sentence.labels.get("ner", [None] * len(sentence.words)) for sentence in sentences], path)
    made = iter(train.read_json(path))
    for text in texts:
        text.labels["ner"] = [label for _ in range(1 + len(text.breaks)) for label in next(made)]


def plan_round(sources, number, options, word_piece, labels):
    """The round's batches: each source as often as its share says, in windows drawn anew, mixed."""
    found = []
    chance = batches.seeded(options.seed, "deepen", number)

    def draw():
        return 0 if chance.random() < 0.25 else chance.randint(40, export.WINDOW)

    for name in SOURCES:
        documents = sources[name]
        whole, rest = divmod(options.shares.get(name, 0.0), 1)
        chosen = documents * int(whole) + chance.sample(documents, int(len(documents) * rest))
        cut = [one for document in chosen for one in data.windows(document, word_piece, draw)]
        found += batches.bucket([batches.encode(one, word_piece, labels) for one in cut], options.budget, chance)
    chance.shuffle(found)
    return found


if __name__ == "__main__":
    main()
