"""The best model with a page that says what it is."""

import argparse
import json
import pathlib
import shutil

parser = argparse.ArgumentParser()
parser.add_argument("--model", type=pathlib.Path, required=True)
parser.add_argument("--out", type=pathlib.Path, required=True)
given = parser.parse_args()

found = json.loads((given.model / "model.json").read_text())
said = [f"- {name.replace('_', ' ')}: {value:g}" for name, value in found.items()]
lines = ["# The best trial", "", *said]
given.out.mkdir(parents=True, exist_ok=True)
shutil.copyfile(given.model / "model.joblib", given.out / "model.joblib")
(given.out / "report.md").write_text("\n".join(lines) + "\n")
print("\n".join(lines))
