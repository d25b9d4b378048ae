"""Deleting a job of 10,000 steps: how long others who write have to wait meanwhile.

STUDIO_BENCH_STEPS names other sizes than 1,000 and 10,000.
"""

from tests.bench.large import SIZES
from tests.bench.lists import in_a_home_of_its_own
from tests.bench.measure import Result


def measure() -> Result:
    return in_a_home_of_its_own("deletions_worker", *map(str, SIZES))
