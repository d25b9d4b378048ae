"""Rules on what is given to inputs: literals against declarations, types of wires."""

from designer.graph import scalars
from designer.graph.declarations import a_type, value_problems
from designer.graph.document import DataValue, InputDeclaration
from designer.graph.model import (
    Data,
    FromInput,
    FromStep,
    Graph,
    Literal,
    Value,
)
from designer.graph.ports import is_data, keeps_shape, may_feed
from designer.graph.report import Report


def literals(report: Report, graph: Graph) -> None:
    """Literals, direct or through a pipeline input, against what the step declares."""
    for key, step in graph.steps.items():
        for name, value in step.inputs.items():
            declared = step.component.inputs.get(name)
            literal = _literal_of(graph, value)
            if declared is None or literal is None:
                continue
            here, taker = report.below("jobs", key, "inputs", name), ""
            if isinstance(value, FromInput):
                # What is wrong is what the pipeline is given, and not the step that passes it on.
                here, taker = report.below("inputs", value.name), f" ({key}.inputs.{name} takes it)"
            if isinstance(value, FromInput) and graph.inputs[value.name].type is not None:
                # Its own type was compared with the step's, and the value is with its own.
                _check_range(here, literal.text, declared)
            else:
                _check_literal(here, literal, declared, taker)


def pipeline_values(report: Report, graph: Graph) -> None:
    """What a job gives its inputs, against the type and range that they say of themselves."""
    for name, value in graph.values.items():
        given = graph.inputs[name]
        if isinstance(value, Literal) and given.type is not None and not is_data(given.type):
            own = given.model_dump(include={"type", "min", "max", "enum"})
            _check_literal(report.below("inputs", name), value, InputDeclaration(**own), "")


def _literal_of(graph: Graph, value: Value) -> Literal | None:
    if isinstance(value, FromInput):
        value = graph.values.get(value.name, value)
    return value if isinstance(value, Literal) else None


def _check_literal(
    report: Report, literal: Literal, declared: InputDeclaration, taker: str
) -> None:
    text = literal.text
    if is_data(declared.type):
        report.error(
            "value-into-data",
            f'"{text}" is a value; a data input needs a path{taker}.',
            hint="Write `{type: uri_folder, path: …}`.",
        )
        return
    if not scalars.fits(text, declared.type):
        report.error("value-type", f'"{text}" is not {a_type(declared.type)}{taker}.')
        return
    _check_range(report, text, declared)
    written = report.written()
    if declared.type == "number" and written is not None and written == text and "e" in text:
        report.warning("number-as-text", f'{text} is read as text; it is passed as "{text}".')


def _check_range(report: Report, text: str, declared: InputDeclaration) -> None:
    if is_data(declared.type) or not scalars.fits(text, declared.type):
        return
    for problem in value_problems(text, declared, _subject(text, declared)):
        report.warning("value-range", problem)


def _subject(text: str, declared: InputDeclaration) -> str:
    return f'"{text}"' if declared.type == "string" else text


def port_types(report: Report, graph: Graph) -> None:
    """The type of each source against the type of its target."""
    for key, step in graph.steps.items():
        for name, value in step.inputs.items():
            declared = step.component.inputs.get(name)
            if declared is None:
                continue
            here = report.below("jobs", key, "inputs", name)
            if isinstance(value, Data):
                _check_data(here, value, declared)
                continue
            source = _source_type(graph, value)
            if source is not None:
                shown = _shown_source(value)
                _check_wire(here, shown, source, f"{key}.inputs.{name}", declared.type)


def output_types(report: Report, graph: Graph) -> None:
    """What a step or the pipeline says of an output, against what the component writes."""
    for key, step in graph.steps.items():
        for name, declared in step.component.outputs.items():
            bound = step.binds.get(name)
            outer = graph.outputs[bound] if bound else None
            told = step.outputs.get(name)
            if outer is not None and outer.type and not keeps_shape(declared.type, outer.type):
                here = report.below("outputs", bound or "")
                _say_shape(here, f"{key}.outputs.{name}", declared.type, outer.type)
            elif told is not None and told.type and not keeps_shape(declared.type, told.type):
                here = report.below("jobs", key, "outputs", name)
                _say_shape(here, "the component's output", declared.type, told.type)


def _say_shape(report: Report, source: str, declared: str, told: str) -> None:
    message = f"Types differ: {source} is {declared}; it is kept as that, not as {told}."
    report.warning("types-differ", message, "type")


def _source_type(graph: Graph, value: Value) -> str | None:
    """The declared type of what feeds an input; None when it is not known or not needed."""
    if isinstance(value, FromStep):
        step = graph.steps.get(value.step)
        output = step.component.outputs.get(value.output) if step else None
        return output.type if output else None
    if isinstance(value, FromInput):
        found = graph.inputs[value.name]
        if found.type is None and isinstance(found.value, DataValue):
            return found.value.type
        return found.type
    return None


def _shown_source(value: Value) -> str:
    if isinstance(value, FromStep):
        return f"{value.step}.outputs.{value.output}"
    return f"inputs.{value.name}" if isinstance(value, FromInput) else "the value"


def _check_wire(report: Report, source: str, given: str, target: str, wanted: str) -> None:
    verdict = may_feed(given, wanted)
    if verdict == "warn":
        report.warning("types-differ", f"Types differ: {source} is {given}, {target} is {wanted}.")
    elif verdict == "no" and is_data(wanted):
        report.error(
            "value-into-data",
            f"A value cannot feed a data input: {source} is {given}, {target} is {wanted}.",
        )
    elif verdict == "no":
        report.error(
            "data-into-value",
            f"Data cannot feed a value: {source} is {given}, {target} is {wanted}.",
        )


def _check_data(report: Report, value: Data, declared: InputDeclaration) -> None:
    if not is_data(declared.type):
        report.error("data-into-value", f"This input takes {a_type(declared.type)}, not a path.")
    elif may_feed(value.type, declared.type) == "warn":
        report.warning(
            "types-differ", f"Types differ: the path is {value.type}, the input {declared.type}."
        )
