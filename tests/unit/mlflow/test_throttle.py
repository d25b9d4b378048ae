"""News: the first at once, then gathered, the last never lost."""

import threading

from runs.mlflow.throttle import Throttle

Told = list[tuple[int, list[str]]]


def test_the_first_comes_at_once_and_the_rest_together() -> None:
    told: Told = []
    first = threading.Event()

    def tell(key: int, news: list[str]) -> None:
        told.append((key, news))
        first.set()

    throttle = Throttle(tell, lambda _: 3600.0)
    throttle.bring(1, "a")
    assert first.wait(10)
    for text in "bcd":
        throttle.bring(1, text)
    throttle.bring(2, "other")
    assert throttle.flush(10)
    assert told[0] == (1, ["a"])
    assert sorted(told[1:]) == [(1, ["b", "c", "d"]), (2, ["other"])]


def test_the_last_is_told_without_a_push() -> None:
    last = threading.Event()
    throttle: Throttle[str] = Throttle(
        lambda _, news: last.set() if "z" in news else None, lambda _: 0.01
    )
    for text in "axyz":
        throttle.bring(1, text)
    assert last.wait(10)


def test_news_that_cannot_be_told_do_not_end_the_others() -> None:
    told: Told = []

    def tell(key: int, news: list[str]) -> None:
        if key == 1:
            raise RuntimeError("cannot")
        told.append((key, news))

    throttle = Throttle(tell, lambda _: 0.01)
    for _ in range(3):
        throttle.bring(1, "lost")
        assert throttle.flush(10)
    throttle.bring(2, "kept")
    assert throttle.flush(10)
    assert told == [(2, ["kept"])]


def test_nothing_to_tell_is_told_at_once() -> None:
    assert Throttle[str](lambda _, news: None, lambda _: 1.0).flush(0)
