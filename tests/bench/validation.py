"""Many people validate at once: it takes no longer than in turn, and others are served."""

import statistics
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import yaml

from tests.bench.language import pipeline
from tests.bench.measure import Result, elapsed_ms, median_ms
from tests.bench.steps import API
from tests.support.live_studio import LiveStudio

AT_ONCE = 200


def measure(studio: LiveStudio) -> Result:
    text = yaml.safe_dump(pipeline(500), sort_keys=False)
    headers = {"Authorization": f"Bearer {studio.config['token']}"}
    limits = httpx.Limits(max_connections=None)
    with httpx.Client(base_url=studio.url, headers=headers, timeout=600, limits=limits) as client:

        def validate(_: int = 0) -> None:
            answer = client.post(f"{API}/validate", json={"yaml": text})
            answer.raise_for_status()
            assert answer.json()["valid"], answer.json()["diagnostics"][:3]

        alone = median_ms(validate, 5)
        others: list[float] = []
        is_over = threading.Event()

        def ask() -> None:
            while not is_over.is_set():
                others.append(elapsed_ms(lambda: client.get(f"{API}/jobs").raise_for_status()))
                is_over.wait(0.1)

        with ThreadPoolExecutor(AT_ONCE + 1) as pool:
            asking = pool.submit(ask)
            together = elapsed_ms(lambda: list(pool.map(validate, range(AT_ONCE))))
            is_over.set()
            asking.result()
    return {
        "validation of 500 steps alone, ms": alone,
        "200 at once: each, ms": together / AT_ONCE,
        "200 at once: each / alone": together / AT_ONCE / alone,
        "a page of jobs meanwhile, median ms": statistics.median(others),
    }
