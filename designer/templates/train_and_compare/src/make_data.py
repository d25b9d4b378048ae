"""Rows of x and y = sin(3x) with noise, as train.csv and test.csv."""

import argparse
import math
import pathlib
import random

parser = argparse.ArgumentParser()
parser.add_argument("--rows", type=int, required=True)
parser.add_argument("--noise", type=float, required=True)
parser.add_argument("--out", type=pathlib.Path, required=True)
given = parser.parse_args()

chance = random.Random(7)
rows = []
for _ in range(given.rows):
    x = chance.uniform(-1, 1)
    rows.append((x, math.sin(3 * x) + chance.gauss(0, given.noise)))
given.out.mkdir(parents=True, exist_ok=True)
for name, kept in (("test", rows[::4]), ("train", [r for i, r in enumerate(rows) if i % 4])):
    text = "".join(f"{x},{y}\n" for x, y in kept)
    (given.out / f"{name}.csv").write_text(text)
    print(f"{name}: {len(kept)} rows")
