"""Keeps the model with the smallest error."""

import argparse
import json
import pathlib

parser = argparse.ArgumentParser()
parser.add_argument("--out", type=pathlib.Path, required=True)
parser.add_argument("models", type=pathlib.Path, nargs="+")
given = parser.parse_args()

models = [json.loads((path / "model.json").read_text()) for path in given.models]
for model in models:
    print(f"degree {model['degree']}: error {model['error']:.4f}")
best = min(models, key=lambda model: model["error"])
print(f"The best has degree {best['degree']}.")
given.out.mkdir(parents=True, exist_ok=True)
(given.out / "model.json").write_text(json.dumps(best, indent=2))
