"""What nodes of control flow decide about: steps by name, checked, as ``Control`` of the graph."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from designer.graph import control, scalars, shape
from designer.graph.assets import AssetLookup
from designer.graph.catalogue import Catalogue
from designer.graph.definitions import OPAQUE
from designer.graph.diagnostics import has_errors
from designer.graph.document import DataValue, PipelineDocument, StepNode
from designer.graph.expressions import Expression, has_expression, whole
from designer.graph.model import (
    ComponentDefinition,
    Control,
    DoWhile,
    IfElse,
    Item,
    Literal,
    ParallelFor,
    Value,
)
from designer.graph.names import did_you_mean, listed
from designer.graph.ports import is_data, may_feed
from designer.graph.report import Report
from designer.graph.values import data_type


@dataclass(slots=True)
class ControlSteps:
    """Reads the nodes of one document. bodies: {step: the loop that runs it}.

    gates: {step: the nodes whose condition it waits for}.
    """

    report: Report
    document: PipelineDocument
    definitions: Mapping[str, ComponentDefinition]
    catalogue: Catalogue
    bodies: dict[str, str] = field(default_factory=dict)
    gates: dict[str, frozenset[str]] = field(default_factory=dict)

    def read(self) -> dict[str, Control]:
        found: dict[str, Control] = {}
        for key, node in self.document.nodes.items():
            if isinstance(node, StepNode) and node.type in control.KINDS:
                one = self._one(self.report.below("jobs", key), key, node)
                if one is not None:
                    found[key] = one
        self._check_apart()
        return found

    def _one(self, report: Report, key: str, node: StepNode) -> Control | None:
        if node.type == "if_else":
            return self._if_else(report, key, node)
        body = self._body(report, key, node)
        if body is None:
            return None
        if node.type == "do_while":
            return self._do_while(report, node, body)
        return self._parallel_for(report, node, body)

    def _if_else(self, report: Report, key: str, node: StepNode) -> Control | None:
        blocks = [self._block(report, key, node, name) for name in ("true_block", "false_block")]
        if not any(node.extra.get(name) for name in ("true_block", "false_block")):
            report.error("block-missing", "An if_else needs `true_block` or `false_block`.")
        for step in dict.fromkeys(blocks[0]):
            if step in blocks[1]:
                message = f'Step "{step}" cannot be in both blocks.'
                report.error("block-twice", message, "false_block")
        for step in {*blocks[0], *blocks[1]}:
            self.gates[step] = self.gates.get(step, frozenset()) | {key}
        return IfElse(tuple(blocks[0]), tuple(blocks[1]))

    def _block(self, report: Report, key: str, node: StepNode, name: str) -> list[str]:
        written = node.extra.get(name)
        if written is None:
            return []
        found = []
        entries = written if isinstance(written, list) else [written]
        for index, entry in enumerate(entries):
            place = (name, index) if isinstance(written, list) else (name,)
            step = self._step(report, key, entry, place)
            if step is not None:
                found.append(step)
        return found

    def _step(
        self, report: Report, key: str, written: object, place: tuple[str | int, ...]
    ) -> str | None:
        """The step that ``${{parent.jobs.NAME}}`` names."""
        found = whole(written)
        if found is None or found.context != "parent.jobs":
            report.error(f"{str(place[0]).split('_')[-1]}-form", _how_to_write(written), *place)
            return None
        step = found.step
        if step in self.document.unread:
            return None
        if step == key:
            report.error("step-decides-itself", "A step cannot decide about itself.", *place)
            return None
        if step in self.definitions:
            return step
        message = f'{place[0]}: no step named "{step}".{did_you_mean(step, self.definitions)}'
        report.error("unknown-step", message, *place, hint=f"Steps: {listed(self.definitions)}.")
        return None

    def _body(self, report: Report, key: str, node: StepNode) -> str | None:
        if node.extra.get("body") is None:
            report.error(
                "body-missing", f"A {node.type} needs `body`: `${{{{parent.jobs.STEP}}}}`."
            )
            return None
        body = self._step(report, key, node.extra["body"], ("body",))
        if body is None:
            return None
        other = self.document.nodes[body]
        if isinstance(other, StepNode) and other.type in control.KINDS:
            message = f'"{body}" is a node of control flow; a loop runs a step or a pipeline.'
            hint = "Put the node into a pipeline component, and let the loop run that."
            report.error("body-kind", message, "body", hint=hint)
            return None
        if body in self.bodies:
            message = f'Step "{body}" is the body of {self.bodies[body]} already.'
            report.error("body-shared", message, "body")
            return None
        self.bodies[body] = key
        return body

    def _check_apart(self) -> None:
        for step, loop in self.bodies.items():
            for gate in sorted(self.gates.get(step, ())):
                message = f'Step "{step}" is the body of {loop}; put {loop} into the block instead.'
                self.report.error("block-of-a-body", message, "jobs", gate)

    def _do_while(self, report: Report, node: StepNode, body: str) -> Control:
        definition = self.definitions[body]
        return DoWhile(
            body=body,
            condition=self._condition(report, node.extra.get("condition"), body, definition),
            mapping=self._mapping(report, node.extra.get("mapping"), body, definition),
            most=_most_iterations(report, node.limits),
        )

    def _condition(
        self, report: Report, written: object, body: str, definition: ComponentDefinition
    ) -> str | bool:
        """An output of the body, or a constant; without any, it goes on to the limit."""
        if written is None or isinstance(written, bool):
            return written is not False
        word = written.lower() if isinstance(written, str) else ""
        if word in ("true", "false") and written not in definition.outputs:
            return word == "true"
        name = _of_body(report, written, body, "outputs", ("condition",))
        if name is None:
            return True
        declared = definition.outputs.get(name)
        if declared is None and definition.type != OPAQUE:
            message = (
                f'condition: step "{body}" has no output "{name}" (it has: '
                f"{listed(definition.outputs)}).{did_you_mean(name, definition.outputs)}"
            )
            report.error("unknown-step-output", message, "condition")
        elif declared is not None and declared.type != "boolean":
            message = f"condition: {body}.outputs.{name} is {declared.type}; it must be boolean."
            report.error("condition-type", message, "condition")
        return name

    def _mapping(
        self, report: Report, written: object, body: str, definition: ComponentDefinition
    ) -> dict[str, tuple[str, ...]]:
        if not isinstance(written, dict) or not written:
            message = "A do_while needs `mapping`: which output of the body feeds which input next."
            report.error("mapping-missing", message, *(("mapping",) if written == {} else ()))
            return {}
        found: dict[str, tuple[str, ...]] = {}
        fed: dict[str, str] = {}
        for key, value in written.items():
            place = ("mapping", str(key))
            output = _of_body(report, str(key), body, "outputs", place)
            if output is None or not self._has(report, place, definition, "output", output, body):
                continue
            names = [
                name
                for one in (value if isinstance(value, list) else [value])
                if (name := _of_body(report, one, body, "inputs", place)) is not None
                and self._has(report, place, definition, "input", name, body)
            ]
            for name in names:
                if name in fed:
                    message = f'Input "{name}" is fed by two outputs: {fed[name]}, {output}.'
                    report.error("mapping-twice", message, *place)
                fed[name] = output
                _check_types(report, place, definition, output, name)
            found[output] = tuple(names)
        return found

    def _has(
        self,
        report: Report,
        place: tuple[str, ...],
        definition: ComponentDefinition,
        what: str,
        name: str,
        body: str,
    ) -> bool:
        known: Mapping[str, Any] = definition.inputs if what == "input" else definition.outputs
        if name in known or definition.type == OPAQUE:
            return True
        message = f'mapping: step "{body}" has no {what} "{name}" (it has: {listed(known)}).'
        report.error(f"unknown-step-{what}", message + did_you_mean(name, known), *place)
        return False

    def _parallel_for(self, report: Report, node: StepNode, body: str) -> Control:
        definition = self.definitions[body]
        before = len(report.items)
        items, is_mapping = self._items(report, node, definition)
        if has_errors(report.items[before:]):
            items = None  # what they give to the body cannot be told: that is no second finding
        at_once = node.extra.get("max_concurrency")
        number = scalars.as_number(at_once)
        if at_once is not None and (number is None or number < 1):
            message = "max_concurrency must be a whole number, at least 1."
            report.error("max-concurrency", message, "max_concurrency")
        return ParallelFor(
            body=body,
            items=items,
            is_mapping=is_mapping,
            most_at_once=int(number) if number is not None and number >= 1 else None,
        )

    def _items(
        self, report: Report, node: StepNode, definition: ComponentDefinition
    ) -> tuple[tuple[Item, ...] | None, bool]:
        written = control.items_of(node)
        if written is None:
            return None, False
        read = control.entries_of(written)
        if isinstance(read, str):
            report.error("items-form", f"items: {read}", "items")
            return (), False
        entries, is_mapping = read
        found = []
        for number, (key, one) in enumerate(entries):
            within: tuple[str | int, ...] = ("items",)
            if not isinstance(written, str):
                within = ("items", key if is_mapping else number)
            if not isinstance(one, dict) or not one:
                message = f"items: item {key} must be a mapping of inputs of the body."
                report.error("items-form", message, *within)
                return (), is_mapping
            if set(one) != set(entries[0][1]):
                shown = ", ".join(sorted(map(str, set(one) ^ set(entries[0][1]))))
                message = f"items: all items need the same keys; item {key} differs in: {shown}."
                report.error("items-keys", message, *within)
                return (), is_mapping
            found.append(Item(key, self._values(report.below(*within), key, one, definition)))
        return tuple(found), is_mapping

    def _values(
        self, report: Report, key: str, one: Mapping[str, Any], definition: ComponentDefinition
    ) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for name, written in ((str(name), value) for name, value in one.items()):
            declared = definition.inputs.get(name)
            if declared is None and definition.type != OPAQUE:
                message = f'items: the body has no input "{name}" (it has: '
                message += f"{listed(definition.inputs)}).{did_you_mean(name, definition.inputs)}"
                report.error("unknown-step-input", message, name)
                continue
            value = self._value(report.below(name), written, declared.type if declared else None)
            if value is not None:
                found[name] = value
        return found

    def _value(self, report: Report, written: object, declared: str | None) -> Value | None:
        if isinstance(written, dict) and isinstance(written.get("path"), str):
            given = data_type(report, written) or "uri_folder"
            data = DataValue(path=written["path"], type=given, mode=shape.text(written, "mode"))
            return AssetLookup(self.catalogue, report).data(data)
        if not isinstance(written, str | bool | int | float) or scalars.is_unbounded(written):
            report.error("items-form", f"An item's value cannot be {shape.kind_of(written)}.")
            return None
        if has_expression(written):
            message = "An item cannot hold an expression; bind `items` as a whole instead."
            report.error("items-form", message)
            return None
        text = scalars.literal_text(written)
        if declared is not None and is_data(declared):
            data = DataValue.model_validate({"path": text, "type": declared})
            return AssetLookup(self.catalogue, report).data(data)
        if declared is not None and not scalars.fits(written, declared):
            report.error("value-type", f'"{text}" is not of the type {declared}.')
        return Literal(text)


def _how_to_write(written: object) -> str:
    name = written if isinstance(written, str) and written.isidentifier() else "STEP"
    return f"Write `${{{{parent.jobs.{name}}}}}`."


def _of_body(
    report: Report, written: object, body: str, what: str, place: tuple[str, ...]
) -> str | None:
    """The port that a bare name or ``${{parent.jobs.BODY.outputs.NAME}}`` means."""
    found: Expression | None = whole(written)
    if found is None and isinstance(written, str) and "${{" not in written:
        return written
    if found is not None and found.context == f"parent.jobs.{what}" and found.step == body:
        return found.name
    report.error(
        "not-of-the-body",
        f"{place[0]}: name one of the {what} of the body.",
        *place,
        hint=f"Write NAME, or ${{{{parent.jobs.{body}.{what}.NAME}}}}.",
    )
    return None


def _check_types(
    report: Report,
    place: tuple[str, ...],
    definition: ComponentDefinition,
    output: str,
    name: str,
) -> None:
    given, wanted = definition.outputs.get(output), definition.inputs.get(name)
    if given is None or wanted is None:
        return
    verdict = may_feed(given.type, wanted.type)
    shown = f"{output} is {given.type}, {name} is {wanted.type}"
    if verdict == "warn":
        report.warning("types-differ", f"mapping: types differ: {shown}.", *place)
    elif verdict == "no" and is_data(wanted.type):
        report.error("value-into-data", f"mapping: a value cannot feed data: {shown}.", *place)
    elif verdict == "no":
        report.error("data-into-value", f"mapping: data cannot feed a value: {shown}.", *place)


def _most_iterations(report: Report, limits: Mapping[str, Any]) -> int:
    here = report.below("limits")
    shape.check_keys(here, limits, control.LIMITS)
    written = limits.get("max_iteration_count")
    if written is None:
        message = "A do_while needs `limits.max_iteration_count`."
        report.error("iterations-missing", message, *(("limits",) if limits else ()))
        return 1
    number = scalars.as_number(written)
    if number is None or not number.is_integer() or not 1 <= number <= control.MOST_ITERATIONS:
        message = f"max_iteration_count must be a number from 1 to {control.MOST_ITERATIONS}."
        here.error("iterations-range", message, "max_iteration_count")
        return 1
    return int(number)
