"""Joins the CSV files of a folder into one table without missing values."""

import argparse
from pathlib import Path

import mlflow
import pandas as pd

parser = argparse.ArgumentParser()
parser.add_argument("--raw-data", type=Path, required=True)
parser.add_argument("--prepared-data", type=Path, required=True)
args = parser.parse_args()

tables = []
for path in sorted(args.raw_data.glob("*.csv")):
    table = pd.read_csv(path)
    print(f"{path.name}: {len(table)} rows, {len(table.columns)} columns")
    tables.append(table)

joined = pd.concat(tables, ignore_index=True)
complete = joined.dropna()
print(f"{len(joined) - len(complete)} of {len(joined)} rows had missing values and were dropped")

mlflow.log_metric("rows", len(complete))
complete.to_csv(args.prepared_data / "data.csv", index=False)
print(complete.describe().T[["mean", "std", "min", "max"]].round(2).to_string())
