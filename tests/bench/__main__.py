"""``make bench``: a table on the screen and JSON in test-results/bench.json.

``make bench ARGS="steps lists"`` measures only these.
"""

import json
import platform
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench import (
    canvas,
    command_line,
    deletions,
    language,
    large,
    lists,
    live_log,
    mlflow_calls,
    steps,
    sweeps,
    validation,
)
from tests.bench.measure import Result
from tests.support.live_studio import LiveStudio

TARGET = Path(__file__).resolve().parents[2] / "test-results" / "bench.json"
ALONE: Mapping[str, Callable[[], Result]] = {
    "canvas": canvas.measure,
    "deletions": deletions.measure,
    "language": language.measure,
    "lists": lists.measure,
    "mlflow": mlflow_calls.measure,
}
ON_A_STUDIO: Mapping[str, Callable[[LiveStudio], Result]] = {
    "command_line": command_line.measure,
    "live_log": live_log.measure,
    "steps": steps.measure,
    "large": large.measure,
    "sweeps": sweeps.measure,
    "validation": validation.measure,
}


def main(wanted: list[str]) -> int:
    known = [*ALONE, *ON_A_STUDIO]
    unknown = sorted(set(wanted) - set(known))
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. Known: {', '.join(known)}.", file=sys.stderr)
        return 2
    chosen = wanted or known
    found: dict[str, Result] = {}
    for name in chosen:
        if name in ALONE:
            found[name] = _shown(name, ALONE[name]())
    if set(chosen) & set(ON_A_STUDIO):
        with LiveStudio.started("--empty") as studio:
            for name in chosen:
                if name in ON_A_STUDIO:
                    found[name] = _shown(name, ON_A_STUDIO[name](studio))
    TARGET.parent.mkdir(exist_ok=True)
    about = {"python": platform.python_version(), "machine": platform.platform()}
    TARGET.write_text(json.dumps({"about": about, "results": found}, indent=2))
    return 0


def _shown(name: str, result: Result) -> Result:
    print(f"\n{name}")
    for what, value in result.items():
        print(f"  {what:<52} {value:>12,.2f}")
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
