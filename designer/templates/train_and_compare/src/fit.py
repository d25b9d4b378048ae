"""Least squares for a polynomial, by the normal equations; no packages needed."""

import argparse
import json
import math
import pathlib

Row = tuple[float, float]


def read(path: pathlib.Path) -> list[Row]:
    lines = (line.split(",") for line in path.read_text().split())
    return [(float(x), float(y)) for x, y in lines]


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss with pivots."""
    size = len(right)
    rows = [[*matrix[i], right[i]] for i in range(size)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(i + 1, size):
            factor = rows[k][i] / rows[i][i]
            rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        rest = sum(rows[i][k] * found[k] for k in range(i + 1, size))
        found[i] = (rows[i][size] - rest) / rows[i][i]
    return found


def fit(rows: list[Row], degree: int) -> list[float]:
    powers = range(degree + 1)
    # A touch of ridge keeps high degrees solvable.
    matrix = [
        [sum(x ** (i + k) for x, _ in rows) + (1e-9 if i == k else 0) for k in powers]
        for i in powers
    ]
    return solve(matrix, [sum(y * x**i for x, y in rows) for i in powers])


def error(rows: list[Row], weights: list[float]) -> float:
    total = sum((y - sum(w * x**i for i, w in enumerate(weights))) ** 2 for x, y in rows)
    return math.sqrt(total / len(rows))


parser = argparse.ArgumentParser()
parser.add_argument("--data", type=pathlib.Path, required=True)
parser.add_argument("--degree", type=int, required=True)
parser.add_argument("--out", type=pathlib.Path, required=True)
given = parser.parse_args()

weights = fit(read(given.data / "train.csv"), given.degree)
found = {
    "degree": given.degree,
    "weights": weights,
    "error": error(read(given.data / "test.csv"), weights),
}
given.out.mkdir(parents=True, exist_ok=True)
(given.out / "model.json").write_text(json.dumps(found, indent=2))
print(f"degree {given.degree}: error {found['error']:.4f}")
