"""How soon the command line answers, against Python itself."""

import subprocess
import sys

from tests.bench.measure import Result, median_ms
from tests.support.live_studio import LiveStudio


def measure(studio: LiveStudio) -> Result:
    def bare() -> None:
        subprocess.run([sys.executable, "-c", "pass"], check=True)

    python = median_ms(bare, 7)
    help_ = median_ms(lambda: studio.studio("--help"), 7)
    listing = median_ms(lambda: studio.studio("job", "list", "-o", "json"), 7)
    return {
        "python -c pass, ms": python,
        "studio --help, ms": help_,
        "studio job list, ms": listing,
        "studio job list / python -c pass": listing / python,
    }
