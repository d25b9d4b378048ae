"""Finds a cycle among steps. Iterative: ten thousand steps in a row are no deep recursion."""

from collections.abc import Iterator, Mapping, Set


def find_cycle(upstream: Mapping[str, Set[str]]) -> list[str] | None:
    """Steps in the order data would flow, the first one written first; None when there is none."""
    done: set[str] = set()
    for start in upstream:
        if start not in done:
            found = _walk(start, upstream, done)
            if found:
                return _turned(found, list(upstream))
    return None


def _walk(start: str, upstream: Mapping[str, Set[str]], done: set[str]) -> list[str] | None:
    path = [start]
    on_path = {start}
    pending: list[Iterator[str]] = [iter(sorted(upstream[start]))]
    while pending:
        following = next(pending[-1], None)
        if following is None:
            pending.pop()
            ended = path.pop()
            on_path.discard(ended)
            done.add(ended)
        elif following in on_path:
            return path[path.index(following) :]
        elif following not in done and following in upstream:
            path.append(following)
            on_path.add(following)
            pending.append(iter(sorted(upstream[following])))
    return None


def _turned(cycle: list[str], order: list[str]) -> list[str]:
    flow = cycle[::-1]
    first = min(flow, key=order.index)
    start = flow.index(first)
    return flow[start:] + flow[:start]
