"""Fits gradient-boosted trees, a few at a time, and logs the loss as it falls."""

import argparse
from pathlib import Path

import joblib
import mlflow
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split

ROUND = 10

parser = argparse.ArgumentParser()
parser.add_argument("--transformed-data", type=Path, required=True)
parser.add_argument("--target", required=True)
parser.add_argument("--trees", type=int, required=True)
parser.add_argument("--learning-rate", type=float, required=True)
parser.add_argument("--loss", required=True)
parser.add_argument("--max-depth", type=int, default=2)
parser.add_argument("--model", type=Path, required=True)
args = parser.parse_args()

table = pd.read_csv(args.transformed_data / "train.csv")
features, target = table.drop(columns=args.target), table[args.target]
x_train, x_valid, y_train, y_valid = train_test_split(features, target, random_state=0)

mlflow.log_params(
    {
        "trees": args.trees,
        "learning_rate": args.learning_rate,
        "loss": args.loss,
        "max_depth": args.max_depth,
    }
)
model = GradientBoostingRegressor(
    learning_rate=args.learning_rate,
    loss=args.loss,
    max_depth=args.max_depth,
    subsample=0.8,
    random_state=0,
    warm_start=True,
)
for trees in range(ROUND, args.trees + 1, ROUND):
    model.set_params(n_estimators=trees).fit(x_train, y_train)
    training = mean_squared_error(y_train, model.predict(x_train))
    validation = mean_squared_error(y_valid, model.predict(x_valid))
    mlflow.log_metrics({"training_mse": training, "validation_mse": validation}, step=trees)
    print(f"{trees:5d} trees  training {training:8.1f}  validation {validation:8.1f}")

joblib.dump({"model": model, "features": list(features.columns)}, args.model / "model.joblib")
ranking = sorted(zip(model.feature_importances_, features.columns, strict=True), reverse=True)
for weight, name in ranking:
    print(f"{name:20s} {'#' * round(60 * weight)} {weight:.3f}")
