"""Writes the actual and the predicted value of each test row."""

import argparse
from pathlib import Path

import joblib
import pandas as pd

parser = argparse.ArgumentParser()
parser.add_argument("--model", type=Path, required=True)
parser.add_argument("--transformed-data", type=Path, required=True)
parser.add_argument("--target", required=True)
parser.add_argument("--predictions", type=Path, required=True)
args = parser.parse_args()

saved = joblib.load(args.model / "model.joblib")
table = pd.read_csv(args.transformed_data / "test.csv")
predicted = saved["model"].predict(table[saved["features"]])
result = pd.DataFrame({"actual": table[args.target], "predicted": predicted.round(2)})
result.to_csv(args.predictions, index=False)
print(f"{len(result)} rows predicted; the first five:")
print(result.head().to_string(index=False))
