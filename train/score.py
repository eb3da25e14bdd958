"""How well does a reader read the development files, on their own words?

The scorer does not care what computed the scores: it takes a function from a batch to the four outputs, as arrays.
"""

import numpy as np
import torch

import acts
import batches
import data
import words

NAME_KINDS = {"PER", "ORG", "LOC"}
ALMOST_MINUS_INFINITY = -1e9


def score_float(reader, labels, word_piece, gold):
    """Figures of the PyTorch network."""
    return score_all(float_decoder(reader, labels), word_piece, gold)


def float_decoder(reader, labels):
    """The scorer's view of the PyTorch network."""
    reader.eval()

    def compute(batch):
        with torch.no_grad():
            output = reader(batch.ids, batch.case, batch.mask, batch.first)
        return [part.numpy() for part in (output.tags, output.arcs, output.label_dep, output.label_head)]

    label_out, label_bias = reader.label_out.weight.detach().numpy().T, reader.label_out.bias.detach().numpy()
    return Decoder(compute, label_out, label_bias, labels)


def score_all(decoder, word_piece, gold):
    """{measure: per cent} over ewt.dev and the two name sets."""
    figures = score_tree(decoder, word_piece, data.read_conllu(f"{gold}/ud/ewt.dev.conllu"))
    for name in ("uner_ewt", "wikigold"):
        figures[f"names {name}"] = score_names(decoder, word_piece, data.read_names(f"{gold}/ner/{name}.dev.conll"))
    return figures


def summary(figures):
    return ", ".join(f"{name} {value:.2f}" for name, value in figures.items())


class Decoder:
    """Turns the four outputs into labels and a tree."""

    def __init__(self, compute, label_out, label_bias, labels):
        self.compute, self.label_out, self.label_bias, self.labels = compute, label_out, label_bias, labels

    def read(self, sentences, word_piece):
        """For each sentence {task: labels}, with `head` and `deprel`. Words past the reader's limits get no answer."""
        encoded = [batches.encode(_shortened(sentence, word_piece), word_piece) for sentence in sentences]
        answers = [None] * len(sentences)
        for positions, batch in batches.in_length_order(encoded):
            tags, arcs, label_dep, label_head = self.compute(batch)
            for row, position in enumerate(positions):
                n = len(encoded[position].first)
                answer = {name: [self.labels.lists[name][i] for i in tags[row, :n, start:end].argmax(1)]
                          for name, start, end in self.labels.slices()}
                answer["ner"], answer["ner sure"] = self._names(tags[row, :n])
                heads = forest(arcs[row, :n, : n + 1], encoded[position].sentence.breaks)
                hidden = np.maximum(label_dep[row, :n] + label_head[row, heads], 0.0)
                relations = (hidden @ self.label_out + self.label_bias)
                answer["head"] = heads
                answer["deprel"] = [self.labels.lists["deprel"][i] for i in self._relations(relations, heads)]
                answers[position] = answer
        return answers

    def _names(self, tags):
        """Name labels that begin where they must, and the probability of each."""
        start, end = next((start, end) for name, start, end in self.labels.slices() if name == "ner")
        scores = tags[:, start:end] - np.logaddexp.reduce(tags[:, start:end], axis=1, keepdims=True)
        path = best_path(scores, self.labels.lists["ner"])
        return [self.labels.lists["ner"][i] for i in path], np.exp(scores[np.arange(len(path)), path])

    def _relations(self, scores, heads):
        """`root` exactly where the head is the root."""
        root = self.labels.numbers["deprel"]["root"]
        for i, head in enumerate(heads):
            if head == 0:
                scores[i, root] = np.inf
            else:
                scores[i, root] = -np.inf
        return scores.argmax(1)


def score_tree(decoder, word_piece, sentences):
    counts = dict.fromkeys(["upos", "xpos", "feats", "lemma", "uas", "las", "las full"], 0)
    n_words = 0
    for sentence, answer in zip(sentences, decoder.read(sentences, word_piece)):
        gold = sentence.labels
        n_words += len(sentence.words)
        lemmas = [words.apply_lemma_script(script, form) for script, form in zip(answer["lemma"], sentence.words)]
        for name in ("upos", "xpos", "feats"):
            counts[name] += _n_same(answer[name], gold[name])
        counts["lemma"] += _n_same(lemmas, gold["lemma"])
        counts["uas"] += _n_same(answer["head"], gold["head"])
        counts["las full"] += _n_same(zip(answer["head"], answer["deprel"]), zip(gold["head"], gold["deprel"]))
        universal = ([relation.split(":")[0] for relation in relations] for relations in (answer["deprel"], gold["deprel"]))
        counts["las"] += sum(a == b and h == g for a, b, h, g in zip(*universal, answer["head"], gold["head"]))
    return {name: 100 * count / n_words for name, count in counts.items()}


def score_names(decoder, word_piece, sentences):
    """F1 of exact spans of PER, ORG and LOC; what the reader calls MISC or NORP is dropped."""
    n_right = n_said = n_gold = 0
    for sentence, answer in zip(sentences, decoder.read(sentences, word_piece)):
        said, gold = (data.name_spans(labels, NAME_KINDS) for labels in (answer["ner"], sentence.labels["ner"]))
        n_right += len(said & gold)
        n_said += len(said)
        n_gold += len(gold)
    return 200 * n_right / max(1, n_said + n_gold)


def best_path(scores, labels, open_start=False):
    """The best labels, word by word, in which `I-X` follows only `B-X` or `I-X` (Viterbi), or begins all with `open_start`.

    Against the plain argmax, measured half-way through training: names of uner_ewt.dev 69.2 -> 72.2, wikigold.dev 69.9 -> 73.6.
    """
    follows = [[not after.startswith("I-") or before[2:] == after[2:] and before != "O" for after in labels] for before in labels]
    cost = np.where(follows, 0.0, ALMOST_MINUS_INFINITY)
    best = scores[0] + [ALMOST_MINUS_INFINITY if label.startswith("I-") and not open_start else 0.0 for label in labels]
    came_from = []
    for row in scores[1:]:
        through = best[:, None] + cost
        came_from.append(through.argmax(0))
        best = through.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(came_from):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def forest(scores, breaks):
    """The best tree of each sentence among those read together; heads count from the first word of all."""
    bounds, heads = [0, *breaks, len(scores)], []
    for start, end in zip(bounds, bounds[1:]):
        own = np.concatenate([scores[start:end, :1], scores[start:end, start + 1 : end + 1]], axis=1)
        heads += [head + start if head else 0 for head in best_tree(own)]
    return heads


def best_tree(scores):
    """The best heads that form a tree with one root: the plain argmax where it is one, else Chu-Liu-Edmonds."""
    scores = scores.astype(np.float64).copy()
    n = len(scores)
    for i in range(n):
        scores[i, i + 1] = ALMOST_MINUS_INFINITY
    heads = scores.argmax(1)
    if (heads == 0).sum() == 1 and not _cycle(heads):
        return heads.tolist()
    best, best_score = None, -np.inf
    for root in np.argsort(-scores[:, 0])[: 5 if n > 5 else n]:
        forced = scores.copy()
        forced[:, 0] = ALMOST_MINUS_INFINITY
        forced[root] = ALMOST_MINUS_INFINITY
        forced[root, 0] = scores[root, 0]
        heads = _chu_liu_edmonds(forced)
        total = forced[np.arange(n), heads].sum()
        if total > best_score:
            best, best_score = heads, total
    return best.tolist()


def _chu_liu_edmonds(scores):
    """scores[i, j]: word i's head is node j (0 root, j is word j - 1). Recursive, by contraction of one cycle."""
    heads = scores.argmax(1)
    cycle = _cycle(heads)
    if not cycle:
        return heads
    n = len(scores)
    inside = np.zeros(n, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    within = np.array(cycle)
    nodes = np.concatenate([[0], outside + 1])
    small = np.full((len(outside) + 1, len(outside) + 2), ALMOST_MINUS_INFINITY)
    small[:-1, :-1] = scores[np.ix_(outside, nodes)]
    small[:-1, -1] = scores[np.ix_(outside, within + 1)].max(1)
    gains = scores[np.ix_(within, nodes)] - scores[within, heads[within]][:, None]
    small[-1, :-1] = gains.max(0)
    for i in range(len(outside)):
        small[i, i + 1] = ALMOST_MINUS_INFINITY
    solved = _chu_liu_edmonds(small)
    result = heads.copy()
    for i, word in enumerate(outside):
        if solved[i] == len(outside) + 1:
            result[word] = within[scores[word, within + 1].argmax()] + 1
        else:
            result[word] = nodes[solved[i]]
    entry = solved[-1]
    broken = within[gains[:, entry].argmax()]
    result[broken] = nodes[entry]
    return result


def _cycle(heads):
    """The words of one cycle, or nothing."""
    state = [0] * (len(heads) + 1)
    for start in range(1, len(heads) + 1):
        path, node = [], start
        while node and not state[node]:
            state[node] = start
            path.append(node)
            node = heads[node - 1]
        if node and state[node] == start:
            return [member - 1 for member in path[path.index(node):]]
    return []


def _n_same(some, others):
    return sum(a == b for a, b in zip(some, others))


def _shortened(sentence, word_piece):
    """As much of a sentence as the reader takes."""
    n_words = min(len(sentence.words), words.MAX_WORDS)
    while 2 + sum(len(word_piece.cut(word)) for word in sentence.words[:n_words]) > words.MAX_PIECES:
        n_words -= 1
    return data.Sentence(sentence.words[:n_words], breaks=[at for at in sentence.breaks if at < n_words])


# ------------------------------------------------------------------------------------------------ events and speech


def score_acts(reader, labels, word_piece, development, window=160):
    """Per cent: speech spans (exact), event anchors, anchors with type, roles of anchors that are right, pair types."""
    reader.eval()
    slices = {name: slice(start, end) for name, start, end in labels.slices()}
    figures = {}
    cut = [one for text in development["speech"] for one in data.windows(text, word_piece, window)]
    counts = {role: [0, 0, 0] for role in acts.SPEECH}
    for one, output, row in outputs(reader, cut, word_piece):
        for role in acts.SPEECH:
            said = spans(best_path(output.tags[row, : len(one.words), slices[role]].numpy(), ["O", "B-X", "I-X"], True))
            gold = spans([["O", "B", "I"].index(label) for label in one.labels[role]])
            for i, n in enumerate((len(said & gold), len(said), len(gold))):
                counts[role][i] += n
    figures |= {role: 200 * right / max(1, said + gold) for role, (right, said, gold) in counts.items()}
    figures |= score_events(reader, labels, word_piece, development["corpus"], window, slices)
    figures |= score_pairs(reader, labels, word_piece, development["pairs"])
    return figures


def score_events(reader, labels, word_piece, texts, window, slices):
    cut = [one for text in texts for one in data.windows(text, word_piece, window)]
    anchors, typed, roles = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    n_status = n_status_right = 0
    for one, output, row in outputs(reader, cut, word_piece):
        tags = output.tags[row, : len(one.words)]
        said = {(word, kind) for word, kind in (tags[:, slices["event"]] > 0).nonzero().tolist()}
        gold = {(word, labels.numbers["event"][kind]) for word, kind, *_ in one.labels["events"]}
        add(typed, said, gold)
        add(anchors, {word for word, _ in said}, {word for word, _ in gold})
        for word, kind, _, status, _, fillers in one.labels["events"]:
            if (word, labels.numbers["event"][kind]) not in said:
                continue
            n_status += 1
            n_status_right += labels.lists["status"][tags[word, slices["status"]].argmax()] == status
            with torch.no_grad():
                scores = reader.role_scores(output, torch.tensor([row]), torch.tensor([word]))[0, : len(one.words)]
            found = {(filler, role) for filler, role in (scores > 0).nonzero().tolist() if role < 2}
            add(roles, found, {(filler, role) for role in (0, 1) for filler in fillers[acts.ROLES[role]]})
    f1 = lambda counts: 200 * counts[0] / max(1, counts[1] + counts[2])
    figures = {"anchors": f1(anchors), "types": f1(typed), "types p": 100 * typed[0] / max(1, typed[1]), "roles": f1(roles)}
    return figures | {"status": 100 * n_status_right / max(1, n_status)}


def score_pairs(reader, labels, word_piece, texts):
    """Accuracy and macro F1 over the sets' 15 types."""
    folded = {kind: name for name, kinds in acts.FOLDED.items() for kind in kinds}
    counts, n, right = {}, 0, 0
    for one, output, row in outputs(reader, [text for text in texts if data.fits(text, word_piece)], word_piece):
        for source, target, kinds in one.labels["pairs"]:
            with torch.no_grad():
                scores = reader.pair_scores(output, *(torch.tensor([number]) for number in (row, source, target)))[0]
            said = labels.lists["pair"][scores[: len(labels.lists["event"])].argmax()]
            said, gold = folded.get(said, said), folded.get(kinds[0], kinds[0])
            n += 1
            right += said == gold
            for name, hit in ((gold, 1), (said, 2)):
                counts.setdefault(name, [0, 0, 0])[hit] += 1
            counts[gold][0] += said == gold
    macro = sum(200 * hit / max(1, gold + said) for hit, gold, said in counts.values()) / max(1, len(counts))
    return {"pairs": 100 * right / max(1, n), "pairs macro": macro}


def outputs(reader, texts, word_piece):
    """(text, output of its batch, its row) for each text."""
    encoded = [batches.encode(one, word_piece) for one in texts]
    for positions, batch in batches.in_length_order(encoded, 8):
        with torch.no_grad():
            output = reader(batch.ids, batch.case, batch.mask, batch.first)
        for row, position in enumerate(positions):
            yield texts[position], output, row


def spans(path):
    """{(start, end)} of labels 0 O, 1 B, 2 I; an I may begin a window."""
    found, start = set(), None
    for i, label in enumerate([*path, 0]):
        if start is not None and label != 2:
            found.add((start, i))
            start = None
        if label and start is None:
            start = i
    return found


def add(counts, said, gold):
    for i, n in enumerate((len(said & gold), len(said), len(gold))):
        counts[i] += n
