"""How ``if_else``, ``do_while`` and ``parallel_for`` decide (yaml.md 6.8)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from runs.plan import states, values
from runs.plan.grown import Child
from runs.plan.growth import End, Ended, Gather, Growing, Next, failed
from runs.plan.model import DataAt, OutputOf, Source, Text

MOST_ITEMS: Final = 1000
# More iterations than this are not begun at the same time, whatever the loop allows.
WINDOW: Final = 100
_TRUTHS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def if_else(step: Growing) -> Next:
    """It grows nothing: one block's steps are left to run, the other's are skipped."""
    text = step.inputs.get("condition", "")
    truth = truth_of(text)
    if truth is None:
        return failed(
            "condition-not-boolean",
            f'The condition is "{text[:100]}"; it must be true or false.',
            "A boolean output is the text `true` or `false` in the file that the step writes.",
        )
    skip = step.grows["false" if truth else "true"]
    taken = set(step.grows["true" if truth else "false"])
    return Next(skip=[one for one in skip if one not in taken], end=End(states.COMPLETED))


def do_while(step: Growing) -> Next:
    """One iteration after the other; the outputs of the last one are the loop's."""
    if not step.ended:
        return Next(grow=[_iteration(1, {})]) if step.counts.grown == 0 else Next()
    last = step.ended[-1]
    if last.status != states.COMPLETED:
        return Next(end=_unfinished(last, f"Iteration {step.counts.grown}"))
    again = _again(step.grows["condition"], last)
    if again is None:
        found = last.outputs.get(step.grows["condition"], {}).get("value", "")
        return failed(
            "condition-not-boolean",
            f'Iteration {step.counts.grown}: output "{step.grows["condition"]}" is '
            f'"{str(found)[:100]}"; it must be true or false.',
        )
    if again and step.counts.grown < step.grows["most"]:
        return Next(grow=[_iteration(step.counts.grown + 1, _mapped(step, last))])
    return Next(end=End(states.COMPLETED, gather=_copies(last.outputs)))


def parallel_for(step: Growing) -> Next:
    """One iteration for each item, some of them at once; the outputs of all make up the loop's."""
    items, counts = items_of(step.grows, step.inputs), step.counts
    if isinstance(items, str):
        return failed("items-wrong", items)
    if counts.failed and not step.go_on:
        return Next(stop=True) if counts.live else Next(end=_worst(step))
    if counts.grown < len(items.entries):
        return Next(grow=_begun(step, items))
    if counts.live:
        return Next()
    if counts.completed < counts.grown:
        return Next(end=_worst(step))
    return Next(end=_gathered(step, items))


def truth_of(text: str) -> bool | None:
    """A boolean output or input; None when it is neither true nor false."""
    return _TRUTHS.get(text.strip().lower())


@dataclass(frozen=True, slots=True)
class Items:
    """entries: key and values of each. is_mapping: people gave them the keys."""

    entries: Sequence[tuple[str, Mapping[str, Source]]]
    is_mapping: bool


def items_of(grows: Mapping[str, Any], inputs: Mapping[str, str]) -> Items | str:
    """What a ``parallel_for`` goes over; a sentence when that is nothing to go over."""
    if grows["items"] is None:
        return read_items(inputs.get("items", ""), grows["types"])
    entries = [(key, _sources(one)) for key, one in grows["items"]]
    return Items(entries, grows["is_mapping"])


def read_items(text: str, types: Mapping[str, str]) -> Items | str:
    """The same from JSON text. types: those of the inputs of the body."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as error:
        return f"The items are no JSON: {error}."
    if isinstance(raw, dict):
        written = list(raw.items())
    elif isinstance(raw, list):
        written = [(str(number), one) for number, one in enumerate(raw, 1)]
    else:
        return "The items must be a list or a mapping of mappings."
    if not written:
        return "There are no items."
    if len(written) > MOST_ITEMS:
        return f"There are {len(written)} items; at most {MOST_ITEMS} are allowed."
    entries = []
    for key, one in written:
        read = _item(key, one, types)
        if isinstance(read, str):
            return read
        entries.append((key, read))
    return _same_keys(entries) or Items(entries, isinstance(raw, dict))


def _item(key: str, one: Any, types: Mapping[str, str]) -> dict[str, Source] | str:
    if not isinstance(one, dict):
        return f"Item {key} is no mapping of inputs."
    found: dict[str, Source] = {}
    for name, value in one.items():
        if name not in types:
            return f'Item {key} has "{name}", which is no input of the body.'
        source = _source(value, types[name])
        if source is None:
            return f'Item {key}: the value of "{name}" is neither a text, a number nor data.'
        found[name] = source
    return found


def _source(value: Any, type_: str) -> Source | None:
    if isinstance(value, dict) and isinstance(value.get("path"), str):
        mode = value.get("mode")
        return DataAt(value["path"], str(value.get("type") or type_), mode and str(mode))
    if not isinstance(value, str | bool | int | float):
        return None
    text = values.literal_text(value)
    return DataAt(text, type_) if values.is_data(type_) else Text(text)


def _same_keys(items: Sequence[tuple[str, Mapping[str, Source]]]) -> str | None:
    first_key, first = items[0]
    for key, one in items:
        if set(one) != set(first):
            shown = ", ".join(sorted(set(one) ^ set(first)))
            return f"All items need the same keys; items {first_key} and {key} differ in: {shown}."
    return None


def _sources(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for name, one in stored.items():
        if "text" in one:
            found[name] = Text(one["text"])
        elif "uri" in one:
            found[name] = DataAt(**one)
        else:
            found[name] = OutputOf(**one)
    return found


def _iteration(number: int, inputs: Mapping[str, Source]) -> Child:
    return Child(f"iteration_{number}", f"Iteration {number}", inputs)


def _begun(step: Growing, items: Items) -> list[Child]:
    at_once = min(step.grows["most_at_once"] or WINDOW, WINDOW)
    first = step.counts.grown
    some = items.entries[first : first + max(0, at_once - step.counts.live)]
    return [
        Child(f"item_{number}", key if items.is_mapping else f"Item {key}", inputs)
        for number, (key, inputs) in enumerate(some, first + 1)
    ]


def _again(condition: str | bool, last: Ended) -> bool | None:
    if isinstance(condition, bool):
        return condition
    return truth_of(str(last.outputs.get(condition, {}).get("value", "")))


def _mapped(step: Growing, last: Ended) -> dict[str, Source]:
    """What the next iteration takes from the last one: values as text, data as its output."""
    found: dict[str, Source] = {}
    for output, inputs in step.grows["mapping"].items():
        made = last.outputs.get(output)
        if made is None:
            continue
        source = (
            Text(str(made["value"]))
            if "value" in made
            else OutputOf(f"{step.path}.{last.key}", output, made["type"])
        )
        found |= dict.fromkeys(inputs, source)
    return found


def _copies(outputs: Mapping[str, Any]) -> dict[str, Gather]:
    return {name: Gather("copy", [("", made)]) for name, made in outputs.items()}


def _unfinished(child: Ended, what: str) -> End:
    own = child.error or {}
    message = own.get("message") or "It did not complete."
    error = {"code": "step-failed", "message": f"{what}: {message}", "hint": own.get("hint")}
    to = states.FAILED if child.status == states.FAILED else states.CANCELED
    return End(to, error=error)


def _worst(step: Growing) -> End:
    """The first that failed says how a loop ends; where none did, one that was canceled."""
    bad = [one for one in step.children() if one.status != states.COMPLETED]
    bad.sort(key=lambda one: one.status != states.FAILED)
    return _unfinished(bad[0], f"Item {bad[0].key.removeprefix('item_')}")


def _gathered(step: Growing, items: Items) -> End:
    children = {one.key: one for one in step.children()}
    rounds = [(key, children[f"item_{number}"]) for number, (key, _) in enumerate(items.entries, 1)]
    texts: dict[str, str] = {}
    gather: dict[str, Gather] = {}
    for name, type_ in step.grows["outputs"].items():
        if values.is_data(type_):
            made = [(one.key, one.outputs[name]) for _, one in rounds if name in one.outputs]
            gather[name] = Gather("table", made)
        else:
            typed = {
                key: _typed(one.outputs.get(name, {}).get("value"), type_) for key, one in rounds
            }
            told = typed if items.is_mapping else list(typed.values())
            texts[name] = json.dumps(told, ensure_ascii=False)
    return End(states.COMPLETED, texts=texts, gather=gather)


def _typed(value: Any, type_: str) -> Any:
    """A primitive output's text as JSON has it; text that is not of its type stays text."""
    if value is None:
        return None
    text = str(value).strip()
    if type_ == "boolean":
        truth = truth_of(text)
        return text if truth is None else truth
    try:
        return {"integer": int, "number": float}.get(type_, str)(text)
    except ValueError:
        return text
