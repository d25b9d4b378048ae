"""The diabetes data that comes with scikit-learn, as train.csv and validation.csv."""

import argparse
import pathlib

from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split

parser = argparse.ArgumentParser()
parser.add_argument("--kept-back", type=float, required=True)
parser.add_argument("--out", type=pathlib.Path, required=True)
given = parser.parse_args()

table = load_diabetes(as_frame=True).frame
train, validation = train_test_split(table, test_size=given.kept_back, random_state=0)
given.out.mkdir(parents=True, exist_ok=True)
for name, rows in (("train", train), ("validation", validation)):
    rows.to_csv(given.out / f"{name}.csv", index=False)
    print(f"{name}: {len(rows)} rows")
