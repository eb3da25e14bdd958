"""Draws occurred events at random from coded articles, for somebody who judges them against the words.

    rapporteur code --format jsonl --only-occurred stories.jsonl > coded.jsonl
    python audit/draw.py coded.jsonl --n 100 --seed 1 --sheet sheet.tsv > to-judge.txt

`to-judge.txt` shows each event with the words around it and stays outside the repository where the articles are not ours.
`sheet.tsv` holds no text of the articles: the document, the offsets of the anchor, what was coded, and an empty column for each
verdict (`1` right, `0` wrong, `-` nothing was coded and nothing is missing): type, actor, recipient, date, place.
`python audit/draw.py --count sheet.tsv` turns a filled sheet into precision with a 95 % interval (Wilson).
"""

import argparse
import json
import math
import random

VERDICTS = ("type", "actor", "recipient", "date", "place")
COLUMNS = ("number", "document", "anchor", "kind", "modes", "actors", "recipients", "when", "where", "confidence", *VERDICTS, "remark")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", nargs="?", help="records of `rapporteur code --format jsonl`")
    parser.add_argument("--n", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sheet", help="write the judging sheet here")
    parser.add_argument("--count", help="count the verdicts of this sheet instead")
    options = parser.parse_args()
    if options.count:
        count(options.count)
    else:
        draw(options)


def draw(options):
    facts = []
    with open(options.records, encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            facts += [(record, event) for event in record["events"] if event["status"] == "occurred" and event["stance"] == "asserted"]
    chosen = random.Random(options.seed).sample(facts, min(options.n, len(facts)))
    with open(options.sheet, "w", encoding="utf-8") as sheet:
        print(*COLUMNS, sep="\t", file=sheet)
        for number, (record, event) in enumerate(chosen, 1):
            row = described(record, event)
            print(number, *row, *[""] * len(VERDICTS), "", sep="\t", file=sheet)
            show(number, record, event, row)
    print(f"{len(chosen)} of {len(facts)} occurred events")


def described(record, event):
    actors = {actor["id"]: actor for actor in record["actors"]}
    side = lambda name: "; ".join(f"{actors[one['actor']]['code']} {actors[one['actor']]['name']}" if one["actor"] else "?" for one in event[name]) or "-"
    places = {place["id"]: place for place in record["places"]}
    place = places.get(event["place"])
    where = f"{place['name']}, {place['country']}" if place else "-"
    when = f"{event['date']['value']} ({event['date']['precision']})" if event["date"] else "-"
    span = event["anchor"]["span"]
    return (record["document"]["id"], f"{span[0]}-{span[1]}", event["type"], "&".join(event["mode"]), side("actors"), side("recipients"), when, where, event["confidence"])


def show(number, record, event, row):
    start, end = event["anchor"]["span"]
    around = [one for one in record["sentences"] if one[0] < end + 400 and one[1] > start - 700]
    text = record["text"]
    words = text[around[0][0] : start] + ">>>" + text[start:end] + "<<<" + text[end : around[-1][1]]
    print(f"== {number}  published {record['document']['published']}  title: {record['document']['title']}")
    print(" ".join(words.split()))
    print("   " + " | ".join(f"{name} {value}" for name, value in zip(COLUMNS[3:10], row[2:])))
    print()


def count(path):
    with open(path, encoding="utf-8") as file:
        rows = [dict(zip(COLUMNS, line.rstrip("\n").split("\t"))) for line in file.readlines()[1:]]
    right = lambda row, names: all(row[name] != "0" for name in names)
    for label, names in (("all five", VERDICTS), ("type and both parties", VERDICTS[:3]), *((one, (one,)) for one in VERDICTS)):
        n, hits = len(rows), sum(right(row, names) for row in rows)
        low, high = wilson(hits, n)
        print(f"{label}: {hits}/{n} = {hits / n:.2f} (95 %: {low:.2f} to {high:.2f})")


def wilson(hits, n, z=1.96):
    share, over = hits / n, 1 + z * z / n
    middle = (share + z * z / (2 * n)) / over
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / over
    return middle - half, middle + half


if __name__ == "__main__":
    main()
