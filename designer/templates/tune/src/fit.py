"""One trial: trees are added ten at a time, and the error on unseen rows is logged each time."""

import argparse
import json
import pathlib

import joblib
import mlflow
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_squared_error

TREES_A_ROUND = 10

parser = argparse.ArgumentParser()
parser.add_argument("--data", type=pathlib.Path, required=True)
parser.add_argument("--learning-rate", type=float, required=True)
parser.add_argument("--depth", type=int, required=True)
parser.add_argument("--rounds", type=int, required=True)
parser.add_argument("--out", type=pathlib.Path, required=True)
given = parser.parse_args()


def read(name: str) -> tuple[pd.DataFrame, pd.Series]:
    table = pd.read_csv(given.data / f"{name}.csv")
    return table.drop(columns="target"), table["target"]


x_train, y_train = read("train")
x_validation, y_validation = read("validation")
model = GradientBoostingRegressor(
    learning_rate=given.learning_rate, max_depth=given.depth, warm_start=True, random_state=0
)
error = 0.0
for number in range(1, given.rounds + 1):
    model.set_params(n_estimators=number * TREES_A_ROUND).fit(x_train, y_train)
    error = mean_squared_error(y_validation, model.predict(x_validation))
    mlflow.log_metric("validation_mse", error, step=number)
    print(f"{number * TREES_A_ROUND:4d} trees: {error:.1f}", flush=True)

given.out.mkdir(parents=True, exist_ok=True)
joblib.dump(model, given.out / "model.joblib")
found = {
    "learning_rate": given.learning_rate,
    "depth": given.depth,
    "trees": given.rounds * TREES_A_ROUND,
    "validation_mse": error,
}
(given.out / "model.json").write_text(json.dumps(found, indent=2))
