"""Kinds of yaml.md 3.5 that are read, shown and refused: spark, automl, import, flow.

Their steps keep their wires, and mistakes in them are told like those of any other step. That they
cannot run is a warning to whoever validates, registers or draws, and an error to whoever submits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from designer.graph import kinds, names, shape
from designer.graph.commands import check_command
from designer.graph.diagnostics import Diagnostic
from designer.graph.document import InputDeclaration, StepNode
from designer.graph.report import Report

NOT_RUNNABLE: Final = "kind-not-runnable"
# What to do instead.
INSTEAD: Final[Mapping[str, str]] = {
    "spark": "There is no Spark cluster here; use a command step with pyspark in its environment.",
    "automl": "Use a sweep over a training command, or a command step with an AutoML library.",
    "import": "Use a command step with the client of that database, or register the data.",
    "flow": "Use a command step that runs the flow, with promptflow in its environment.",
}
_SPARK: Final[shape.Keys] = {
    "code": "text",
    "entry": "map",
    "py_files": "texts",
    "jars": "texts",
    "files": "texts",
    "archives": "texts",
    "conf": "map",
    "args": "text",
    "environment": "any",
}
_IMPORT: Final[shape.Keys] = {"source": "map", "output": "any"}
_AUTOML: Final[shape.Keys] = {
    "task": "text",
    "primary_metric": "text",
    "target_column_name": "text",
    **dict.fromkeys(("training_data", "validation_data", "test_data"), "any"),
    **dict.fromkeys(("validation_data_size", "test_data_size", "n_cross_validations"), "any"),
    **dict.fromkeys(("cv_split_column_names", "weight_column_name", "positive_label"), "any"),
    **dict.fromkeys(("training", "featurization", "forecasting", "log_verbosity"), "any"),
    **dict.fromkeys(("training_parameters", "search_space", "sweep", "dataset_language"), "any"),
}
KEYS: Final[Mapping[str, shape.Keys]] = {"spark": _SPARK, "import": _IMPORT, "automl": _AUTOML}
# Keys of an automl step that are data: wires lead to them.
DATA: Final = ("training_data", "validation_data", "test_data")
_TASKS: Final = frozenset(
    {"classification", "regression", "forecasting", "text_ner", "text_classification"}
    | {"text_classification_multilabel", "image_classification", "image_object_detection"}
    | {"image_classification_multilabel", "image_instance_segmentation"}
)
_SOURCES: Final = frozenset({"azuresqldb", "azuresynapseanalytics", "snowflake", "s3"})
_MACHINES: Final = frozenset(f"standard_e{cores}s_v3" for cores in (4, 8, 16, 32, 64))
_LISTS: Final = ("py_files", "jars", "files", "archives")
_DYNAMIC: Final = "spark.dynamicAllocation."


def has_body(node: StepNode) -> bool:
    """Whether a component says what the step is; a step without one carries its keys itself."""
    if node.type not in KEYS or isinstance(node.component, str):
        return True
    return bool(set(node.component) - {"type", "inputs", "outputs"})


def data_keys(raw: Mapping[str, Any], kind: str) -> list[str]:
    return [key for key in DATA if key in raw] if kind == "automl" else []


def at_submission(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The findings as they are for whoever wants to run what they are about."""
    return [replace(one, severity="error") if one.code == NOT_RUNNABLE else one for one in found]


def tell_component(report: Report, kind: str) -> None:
    """Of a component by itself, which may be registered and used."""
    message = f"{names.with_article(kind)} component cannot run yet."
    report.warning(NOT_RUNNABLE, message, "type", hint=INSTEAD.get(kind))


def tell_job(report: Report, kind: str) -> None:
    """Of the file of a job that can be checked all the same."""
    if kind in KEYS:
        message = f"{names.with_article(kind)} job cannot run yet."
        report.warning(NOT_RUNNABLE, message, "type", hint=INSTEAD.get(kind))
    else:
        refuse_job(report, kind)


def refuse_job(report: Report, written: object) -> None:
    """``type`` of a job that cannot be read further."""
    text = str(written)
    if text == "parallel":
        report.error(
            "unknown-type",
            "A parallel task cannot be a job by itself; use it as a step of a pipeline.",
            "type",
        )
    elif text in kinds.JOB_TYPES:
        message = f"{names.with_article(text)} job cannot run yet."
        report.error(NOT_RUNNABLE, message, "type", hint=INSTEAD.get(text))
    else:
        meant = names.did_you_mean(text, kinds.JOB_TYPES)
        report.error("unknown-type", f'Unknown job type "{text}".{meant}', "type")


def tell_step(report: Report, key: str, kind: str) -> None:
    report.warning(
        NOT_RUNNABLE,
        f'Step "{key}" is of the kind {kind}, and this kind cannot run yet.',
        hint=INSTEAD.get(kind),
    )


def check_body(report: Report, raw: Mapping[str, Any], kind: str) -> None:
    """What makes a step, job or component one of its kind."""
    if kind == "spark":
        _check_spark(report, raw)
    elif kind == "automl":
        shape.one_of(report, raw, "task", _TASKS)
        for key in ("task", "training_data"):
            if key not in raw:
                report.error("key-missing", f"`{key}` is required.", key)
    elif kind == "import":
        source = shape.mapping(raw, "source")
        if "source" not in raw:
            report.error("key-missing", "`source` is required.", "source")
        shape.one_of(report.below("source"), source, "type", _SOURCES)


def check_place(report: Report, raw: Mapping[str, Any]) -> None:
    """Of a spark step or job: the pipeline's default compute does not count for it."""
    resources = shape.mapping(raw, "resources")
    if not raw.get("compute") and not resources:
        report.error("spark-place", "A spark step needs `compute` or `resources`.", "compute")
    machine = shape.text(resources, "instance_type")
    if machine is not None and "${{" not in machine:
        lowered = {"instance_type": machine.lower()}
        shape.one_of(report.below("resources"), lowered, "instance_type", _MACHINES)


def _check_spark(report: Report, raw: Mapping[str, Any]) -> None:
    entry = shape.mapping(raw, "entry")
    if "entry" not in raw:
        report.error("key-missing", "`entry` is required: what to run.", "entry")
    elif entry and len({"file", "class_name"} & set(entry)) != 1:
        report.error("spark-entry", "Give exactly one of `file`, `class_name`.", "entry")
    for key in _LISTS:
        found = raw.get(key)
        if isinstance(found, list) and len({str(one) for one in found}) < len(found):
            report.error("spark-twice", f"{key} names something twice.", key)
    conf = shape.mapping(raw, "conf")
    if shape.flag(conf.get(f"{_DYNAMIC}enabled")):
        missing = [one for one in ("minExecutors", "maxExecutors") if _DYNAMIC + one not in conf]
        if missing:
            message = f"Dynamic allocation needs {' and '.join(_DYNAMIC + one for one in missing)}."
            report.error("spark-executors", message, "conf")
    arguments = shape.text(raw, "args")
    if arguments is not None:
        declared = {str(name): _declared(one) for name, one in _entries(raw, "inputs")}
        outputs = [str(name) for name, _ in _entries(raw, "outputs")]
        check_command(report.below("args"), arguments, declared, outputs)


def _entries(raw: Mapping[str, Any], key: str) -> Iterable[tuple[object, object]]:
    return shape.mapping(raw, key).items()


def _declared(entry: object) -> InputDeclaration:
    """Enough of a declaration to know whether the input may be missing."""
    told = entry if isinstance(entry, dict) else {}
    is_optional = shape.flag(told.get("optional")) is True and "default" not in told
    return InputDeclaration(type="string", optional=is_optional)
