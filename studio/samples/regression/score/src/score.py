"""Measures predictions against the truth and keeps a report."""

import argparse
import json
from pathlib import Path

import mlflow
import pandas as pd
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score

parser = argparse.ArgumentParser()
parser.add_argument("--predictions", type=Path, required=True)
parser.add_argument("--report", type=Path, required=True)
args = parser.parse_args()

table = pd.read_csv(args.predictions)
actual, predicted = table["actual"], table["predicted"]
scores = {
    "mse": mean_squared_error(actual, predicted),
    "mae": mean_absolute_error(actual, predicted),
    "r2": r2_score(actual, predicted),
}
mlflow.log_metrics(scores)
for name, value in scores.items():
    print(f"{name}: {value:.4f}")

(args.report / "report.json").write_text(json.dumps(scores, indent=2))
lines = [f"| {name} | {value:.4f} |" for name, value in scores.items()]
(args.report / "report.md").write_text("\n".join(["| metric | value |", "| --- | --- |", *lines]))

table["error"] = (predicted - actual).abs()
table.nlargest(10, "error").round(2).to_csv("worst_rows.csv", index=False)
mlflow.log_artifact("worst_rows.csv")
