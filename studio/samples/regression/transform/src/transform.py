"""Splits a table into training and test rows and scales its features by the training rows."""

import argparse
from pathlib import Path

import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

parser = argparse.ArgumentParser()
parser.add_argument("--prepared-data", type=Path, required=True)
parser.add_argument("--target", required=True)
parser.add_argument("--test-share", type=float, required=True)
parser.add_argument("--seed", type=int, required=True)
parser.add_argument("--transformed-data", type=Path, required=True)
args = parser.parse_args()

table = pd.read_csv(args.prepared_data / "data.csv")
features = [name for name in table.columns if name not in ("patient", args.target)]
train, test = train_test_split(table, test_size=args.test_share, random_state=args.seed)
scaler = StandardScaler().fit(train[features])

for name, rows in (("train", train), ("test", test)):
    scaled = pd.DataFrame(scaler.transform(rows[features]), columns=features)
    scaled[args.target] = rows[args.target].to_numpy()
    scaled.to_csv(args.transformed_data / f"{name}.csv", index=False)
    print(f"{name}.csv: {len(scaled)} rows, {len(features)} features")
