"""Fits how sure an act is by the network's score: the two curves and the least confidence in `core::event::judge`.

    python calibrate.py --program ../target/release/rapporteur --corpus ../corpus --split dev

Needs a program built with `LEAST = 0.0` in that file, so that every act is printed. An act is right when a marked event of its type
stands on one of its words.
"""

import argparse
import json
import pathlib
import re
import subprocess

import numpy as np

import corpus

# As `judge::UNSEEN`.
UNSEEN = 0.03


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True, help="the binary")
    parser.add_argument("--corpus", required=True, help="folder of the corpus")
    parser.add_argument("--split", default="dev")
    options = parser.parse_args()
    files = [file for part in ("passages", "articles") for file in sorted(pathlib.Path(options.corpus, part).glob("*.txt"))]
    passages = {one.id: one for file in files for one in corpus.read(file)[0] if one.split() == options.split}
    acts, n_gold = coded(passages, options.program), sum(len(one.events) for one in passages.values())
    print(f"{len(acts)} acts, {n_gold} marked")
    curves = {}
    for name, has_lexicon in (("WITH_LEXICON", True), ("ALONE", False)):
        of_kind = [(score, right is not None) for _, lexicon, score, right, _ in acts if lexicon == has_lexicon]
        curves[has_lexicon] = fit(of_kind)
        print(f"{name}: ({curves[has_lexicon][0]:.2f}, {curves[has_lexicon][1]:.2f}) from {len(of_kind)}")
    sure = [1 / (1 + np.exp(-np.dot(curves[lexicon], [1, odds(score)]))) for _, lexicon, score, _, _ in acts]
    for least in np.arange(0.2, 0.71, 0.05):
        kept = [act for act, value in zip(acts, sure) if value >= least]
        n_right = len({(act[0], act[3]) for act in kept if act[3] is not None})
        facts = [act for act in kept if act[4]]
        precision, recall = n_right / max(1, len(kept)), n_right / n_gold
        of_facts = sum(act[3] is not None for act in facts) / max(1, len(facts))
        print(f"LEAST {least:.2f}: p {precision:.3f} r {recall:.3f} f1 {2 * precision * recall / (precision + recall):.3f} facts p {of_facts:.3f}")


def coded(passages, program):
    """[(passage, whether the lexicon has it, the network's score, the marked event it is or None, whether it happened)]"""
    lines = "".join(json.dumps({"id": name, "text": one.text, "published": one.date}) + "\n" for name, one in passages.items())
    command = [program, "code", "--from", "jsonl", "--format", "jsonl", "--quiet", "-"]
    out = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    acts = []
    for line in out.decode().splitlines():
        record = json.loads(line)
        passage, taken = passages[record["document"]["id"]], set()
        for event in record["events"]:
            alone = re.search(r"read as \S+ (?:\(lexicon: \S+\) )?([\d.]+)", event["because"])
            agreed = re.search(r"\(read ([\d.]+)\)", event["because"])
            score = float(alone[1]) if alone else float(agreed[1]) if agreed else UNSEEN
            spans = [mention["span"] for mention in event["mentions"]]
            touches = lambda one: any(a < d and c < b for a, b in passage.spans(one.label) for c, d in spans)
            fits = [one.label for one in passage.events if one.type == event["type"] and touches(one) and one.label not in taken]
            taken |= set(fits[:1])
            is_fact = event["status"] == "occurred" and event["stance"] == "asserted"
            acts.append((passage.id, not alone, score, fits[0] if fits else None, is_fact))
    return acts


def odds(score):
    score = min(max(score, 0.001), 0.999)
    return np.log(score / (1 - score))


def fit(pairs, n_steps=50):
    """Intercept and slope of the logistic curve through (score, right), by Newton's method with a weak pull to (0, 1)."""
    x = np.array([[1.0, odds(score)] for score, _ in pairs])
    y = np.array([float(right) for _, right in pairs])
    weights, prior = np.array([0.0, 1.0]), np.array([0.0, 1.0])
    for _ in range(n_steps):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + (weights - prior)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.eye(2)
        weights = weights - np.linalg.solve(hessian, gradient)
    return weights


if __name__ == "__main__":
    main()
