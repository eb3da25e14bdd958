"""Trains the reader: `python train.py --gold DIR --minilm DIR --out DIR`.

The run is a number of rounds. Each round reads the treebank once and its share of the name sets, then writes
`last.pt` (everything needed to go on: start the same command again) and `round-NN.pt` (weights only).
"""

import argparse
import json
import os
import time

import torch
import torch.nn.functional as F

import batches
import data
import model
import score
import silver
import tasks
import words


def main():
    options = parse_options()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    os.makedirs(options.out, exist_ok=True)
    log = Log(f"{options.out}/train.log")
    word_piece = words.WordPiece.load(f"{options.minilm}/vocab.txt")
    treebank, names = data.load_training(options.gold, word_piece, log)
    names = [sentence for name, sentence in names if name not in options.without]
    labels = tasks.Labels.count(treebank)
    labels.save(f"{options.out}/labels.json")
    log("labels: " + ", ".join(f"{name} {len(known)}" for name, known in labels.lists.items()))
    sources = [[batches.encode(sentence, word_piece, labels) for sentence in source] for source in (treebank, names)]
    silver_labels = SilverLabels(treebank, sources[0], labels, word_piece, options, log)
    log(f"treebank {len(treebank)} sentences, names {len(names)}; pieces {[sum(e.n_pieces() for e in s) for s in sources]}")
    plan = [plan_round(sources, number, options) for number in range(options.rounds)]
    run = Run(options, labels, word_piece.unknown, sum(map(len, plan)), log)
    for number in range(run.rounds_done, options.rounds):
        silver_labels.before_round(number, run.reader)
        run.train_round(plan[number], number)
        run.save(number)
        if not options.no_scores and (number % 2 == 1 or number + 1 == options.rounds):
            log(f"round {number + 1}: {score.summary(score.score_float(run.reader, labels, word_piece, options.gold))}")
    log("finished")


def parse_options():
    return parsed(make_parser(__doc__))


def parsed(parser):
    """The options, with the labels that belong to the weights to start from."""
    options = parser.parse_args()
    if options.start and not options.start_labels:
        options.start_labels = os.path.join(os.path.dirname(options.start), "labels.json")
    return options


def make_parser(words_of_help):
    """The choices both stages share."""
    parser = argparse.ArgumentParser(description=words_of_help, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", required=True, help="folder of the gold sets")
    parser.add_argument("--minilm", required=True, help="folder with MiniLM's model.safetensors and vocab.txt")
    parser.add_argument("--out", required=True, help="folder for checkpoints and the log")
    parser.add_argument("--start", help="weights to start from (round-NN.pt of an earlier run), instead of MiniLM's")
    parser.add_argument("--start-labels", type=str, help="labels.json of that run; the one beside the weights unless given")
    parser.add_argument("--rounds", type=int, default=6, help="passes over the treebank")
    parser.add_argument("--name-rounds", type=float, default=1.8, help="passes over the name sets")
    parser.add_argument("--layers", type=int, default=6, help="encoder layers to keep, evenly spread")
    parser.add_argument("--budget", type=int, default=640, help="pieces in a batch, padding included")
    parser.add_argument("--rate", type=float, default=1.2e-4, help="highest learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3, help="highest learning rate of the heads")
    parser.add_argument("--warm-up", type=float, default=0.06, help="share of the steps")
    parser.add_argument("--silver", type=int, nargs="*", default=[2, 4],
                        help="before which rounds (from 0) the reader itself labels names in the treebank")
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--without", nargs="*", default=[], help="name sets to leave out")
    parser.add_argument("--max-steps", type=int, default=0, help="stop early, to try the program")
    parser.add_argument("--no-scores", action="store_true", help="do not score the development files between rounds")
    return parser


def plan_round(sources, number, options):
    """The round's batches: the whole treebank and the next share of the name sets, mixed."""
    treebank, names = sources
    chance = batches.seeded(options.seed, "plan", number)
    share = options.name_rounds / options.rounds
    start, end = (int(len(names) * share * bound) for bound in (number, number + 1))
    shuffled = {}

    def name_at(position):
        lap, place = divmod(position, len(names))
        if lap not in shuffled:
            shuffled[lap] = batches.seeded(options.seed, "names", lap).sample(range(len(names)), len(names))
        return names[shuffled[lap][place]]

    found = batches.bucket(treebank, options.budget, chance)
    found += batches.bucket([name_at(position) for position in range(start, end)], options.budget, chance)
    chance.shuffle(found)
    return found


def kept_layers(n):
    """Numbers of the n layers kept of six, evenly spread, the last always among them: 3 -> 1, 3, 5."""
    return [round((i + 1) * 6 / n) - 1 for i in range(n)]


class SilverLabels:
    """Name labels of the treebank, made by the reader itself before the rounds named, and kept for a resumed run."""

    def __init__(self, treebank, encoded, labels, word_piece, options, log):
        self.treebank, self.encoded, self.labels = treebank, encoded, labels
        self.word_piece, self.options, self.log = word_piece, options, log
        self.in_use = None

    def before_round(self, number, reader):
        due = max((made for made in self.options.silver if made <= number), default=None)
        if due == self.in_use:
            return
        path = f"{self.options.out}/silver-{due:02}.json"
        if not os.path.exists(path):
            counts = silver.label(self.treebank, score.float_decoder(reader, self.labels), self.word_piece)
            self.log(f"before round {number + 1}: the reader labelled names in the treebank: {counts}")
            write_json([sentence.labels["ner"] for sentence in self.treebank], path)
        for sentence, item, made in zip(self.treebank, self.encoded, read_json(path), strict=True):
            sentence.labels["ner"] = made
            item.labels["ner"] = self.labels.encode(sentence, "ner")
        self.in_use = due


class Run:
    """The network and its optimiser on their way through the plan."""

    def __init__(self, options, labels, unknown, n_steps, log):
        self.options, self.labels, self.unknown, self.n_steps, self.log = options, labels, unknown, n_steps, log
        vocabulary = words.WordPiece.load(f"{options.minilm}/vocab.txt").pieces
        self.reader = new_reader(len(vocabulary), labels, options.layers)
        model.load_encoder(self.reader, options.minilm, kept_layers(options.layers))
        if options.start:
            model.load_checkpoint(self.reader, options.start, labels.columns_of(options.start_labels))
        self.optimizer = self.make_optimizer()
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self.rate_at)
        self.step, self.rounds_done, self.started = 0, 0, time.time()
        self.resume()
        self.first_step = self.step

    def make_optimizer(self):
        encoder = self.reader.encoder_parameters()
        known = {id(parameter) for parameter in encoder}
        heads = [parameter for parameter in self.reader.parameters() if id(parameter) not in known]
        groups = [{"params": encoder, "lr": self.options.rate}, {"params": heads, "lr": self.options.head_rate}]
        return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)

    def rate_at(self, step):
        warm = max(1, int(self.options.warm_up * self.n_steps))
        return (step + 1) / warm if step < warm else max(0.0, (self.n_steps - step) / (self.n_steps - warm))

    def train_round(self, plan, number):
        self.reader.train()
        chance = batches.seeded(self.options.seed, "noise", number)
        torch.manual_seed(self.options.seed * 1000 + number)
        totals, n_seen = {}, 0
        for batch in plan:
            noisy = [batches.drop_pieces(batches.recase(item, chance), chance, self.unknown, 0.03) for item in batch]
            losses = self.losses(batches.collate(noisy))
            sum(losses.values()).backward()
            torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 2.0)
            self.optimizer.step()
            self.schedule.step()
            self.optimizer.zero_grad(set_to_none=True)
            self.step += 1
            n_seen += 1
            for name, loss in losses.items():
                value, count = totals.get(name, (0.0, 0))
                totals[name] = (value + loss.item(), count + 1)
            if n_seen % 100 == 0 or self.step == self.n_steps:
                self.report(number, totals)
                totals = {}
            if self.options.max_steps and self.step >= self.options.max_steps:
                break

    def losses(self, batch):
        output = self.reader(batch.ids, batch.case, batch.mask, batch.first)
        found = {}
        weights = {task.name: task.weight for task in tasks.WORD_TASKS}
        slices = {name: slice(start, end) for name, start, end in self.labels.slices()}
        # What an earlier reader said counts half: all tags and trees of texts without their own, names of all with trees.
        tree_weight = 0.5 if batch.is_silver else 1.0
        for name, columns in slices.items():
            if name in batch.labels and name != "event":
                is_taught = (name == "ner" and "head" in batch.labels) or (name in ("upos", "xpos") and batch.is_silver)
                weight = weights[name] * (0.5 if is_taught else 1.0)
                found[name] = weight * mean_loss(output.tags[:, :, columns], batch.labels[name])
        if "event" in batch.labels:
            found |= self.event_losses(batch, output, slices, weights)
        if batch.pairs:
            found["pair"] = tasks.PAIR_WEIGHT * self.pair_loss(batch, output)
        if "head" in batch.labels:
            heads = batch.labels["head"]
            real = heads != data.IGNORE
            sentence = batch.labels["sentence"]
            near = (sentence[:, :, None] == sentence[:, None, :]) & real[:, None, :]
            arcs = output.arcs.masked_fill(~F.pad(near, (1, 0), value=True), -1e9)
            found["head"] = tree_weight * tasks.HEAD_WEIGHT * mean_loss(arcs, heads)
            scores = self.reader.label_scores(output, heads.clamp(min=0))
            found["deprel"] = tree_weight * tasks.DEPREL_WEIGHT * mean_loss(scores, batch.labels["deprel"])
        return found

    def event_losses(self, batch, output, slices, weights):
        """Anchors over all words of texts whose events are known; modes, status, stance and roles of the true anchors."""
        numbers, known = self.labels.numbers, batch.labels["event"] != data.IGNORE
        targets = torch.zeros(*known.shape, len(numbers["event"]))
        for row, word, kind, *_ in batch.events:
            targets[row, word, numbers["event"][kind]] = 1.0
        each = F.binary_cross_entropy_with_logits(output.tags[:, :, slices["event"]], targets, reduction="none").sum(-1)
        found = {"event": weights["event"] * (each * known).sum() / known.sum()}
        if not batch.events:
            return found
        merged = {}
        for row, word, _, modes, status, stance, roles in batch.events:
            _, _, all_modes, all_roles = merged.setdefault((row, word), (status, stance, set(), set()))
            all_modes.update(numbers["mode"][mode] for mode in modes)
            all_roles.update((filler, numbers["role"][role]) for role, fillers in roles.items() for filler in fillers)
        rows, anchors = (torch.tensor(one) for one in zip(*merged))
        tags, n = output.tags[rows, anchors], len(merged)
        for name, at in (("status", 0), ("stance", 1)):
            wanted = torch.tensor([numbers[name][one[at]] for one in merged.values()])
            found[name] = weights[name] * F.cross_entropy(tags[:, slices[name]], wanted)
        modes = torch.zeros(n, len(numbers["mode"]))
        fillers = torch.zeros(n, known.shape[1], len(numbers["role"]))
        for i, (_, _, all_modes, all_roles) in enumerate(merged.values()):
            modes[i, list(all_modes)] = 1.0
            for filler, role in all_roles:
                fillers[i, filler, role] = 1.0
        found["mode"] = weights["mode"] * F.binary_cross_entropy_with_logits(tags[:, slices["mode"]], modes, reduction="sum") / n
        each = F.binary_cross_entropy_with_logits(self.reader.role_scores(output, rows, anchors), fillers, reduction="none")
        found["role"] = tasks.ROLE_WEIGHT * (each.sum(-1) * known[rows]).sum() / n
        return found

    def pair_loss(self, batch, output):
        """Minus the log of the probability of all types a pair may have."""
        rows, sources, targets, kinds = zip(*batch.pairs)
        scores = self.reader.pair_scores(output, *(torch.tensor(one) for one in (rows, sources, targets)))
        allowed = torch.full_like(scores, -1e9)
        for i, possible in enumerate(kinds):
            allowed[i, [self.labels.numbers["pair"][kind] for kind in possible]] = 0.0
        return -(scores.log_softmax(-1) + allowed).logsumexp(-1).mean()

    def report(self, number, totals):
        rate = (self.step - self.first_step) / (time.time() - self.started)
        minutes = (self.n_steps - self.step) / rate / 60
        losses = " ".join(f"{name} {value / count:.3f}" for name, (value, count) in sorted(totals.items()))
        self.log(f"round {number + 1}/{self.options.rounds} step {self.step}/{self.n_steps} "
                 f"{rate:.2f} steps/s, done in {minutes:.0f} min; {losses}")

    def save(self, number):
        weights = self.reader.state_dict()
        everything = {"reader": weights, "optimizer": self.optimizer.state_dict(), "schedule": self.schedule.state_dict(),
                      "step": self.step, "rounds_done": number + 1}
        write_whole(everything, f"{self.options.out}/last.pt")
        write_whole(weights, f"{self.options.out}/round-{number + 1:02}.pt")

    def resume(self):
        path = f"{self.options.out}/last.pt"
        if not os.path.exists(path):
            return
        state = torch.load(path, weights_only=True)
        self.reader.load_state_dict(state["reader"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.step, self.rounds_done = state["step"], state["rounds_done"]
        self.log(f"resumed after round {self.rounds_done}, step {self.step}")


def new_reader(n_vocabulary, labels, n_layers):
    """The network for these labels, untrained."""
    sizes = (labels.n_tags(), *(len(labels.lists.get(name, [])) for name in ("deprel", "role", "pair")))
    return model.Reader(n_vocabulary, *sizes, n_layers)


def mean_loss(logits, labels):
    """Cross-entropy over the known labels of a batch; zero if it has none."""
    n_known = (labels != data.IGNORE).sum().clamp(min=1)
    total = F.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=data.IGNORE, reduction="sum")
    return total / n_known


def write_whole(state, path):
    """Writes beside the place first, so that a killed run never leaves half a checkpoint."""
    torch.save(state, path + ".part")
    os.replace(path + ".part", path)


def write_json(value, path):
    with open(path + ".part", "w", encoding="utf-8") as file:
        json.dump(value, file)
    os.replace(path + ".part", path)


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


class Log:
    """Lines with the time of day, to the file and to the terminal."""

    def __init__(self, path):
        self.file = open(path, "a", encoding="utf-8")

    def __call__(self, line):
        line = time.strftime("%H:%M:%S ") + line
        print(line, flush=True)
        print(line, file=self.file, flush=True)


if __name__ == "__main__":
    main()
