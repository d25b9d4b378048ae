"""Rules on how steps run: resources, distribution, limits, and the first and last step."""

from designer.graph import parallel
from designer.graph.definitions import OPAQUE
from designer.graph.model import Graph, Step
from designer.graph.names import did_you_mean
from designer.graph.places import leaves
from designer.graph.report import Report, dotted
from designer.graph.runsettings import (
    check_carried,
    check_distribution,
    check_limits,
    check_queue_settings,
    check_resources,
    check_runnable,
)


def run_settings(report: Report, graph: Graph) -> None:
    for key, step in graph.steps.items():
        if step.component.type == OPAQUE or step.control is not None:
            continue
        here = report.below("jobs", key)
        if step.graph is not None:
            _of_pipeline(here, step)
            continue
        check_resources(here, {"resources": step.resources}, is_strict=False)
        check_limits(here, {"limits": step.limits})
        check_queue_settings(here, step.extra)
        check_carried(here, step.extra)
        if step.distribution:
            resources = step.resources or step.component.resources
            raw = {"distribution": step.distribution, "resources": resources}
            check_distribution(here, raw)
        if step.component.type == parallel.KIND:
            parallel.check_step(here, step)
        check_runnable(
            here,
            step.distribution or step.component.distribution,
            step.resources or step.component.resources,
        )


def _of_pipeline(report: Report, step: Step) -> None:
    """Nothing runs in a pipeline step itself."""
    told = {
        "limits": step.limits,
        "resources": step.resources,
        "distribution": step.distribution,
        "environment_variables": step.environment_variables,
        "queue_settings": step.extra.get("queue_settings"),
    }
    for name, value in told.items():
        if value:
            message = f"`{name}` is ignored on a pipeline step; set it on the steps inside."
            report.warning("key-elsewhere", message, name)


def open_settings(report: Report, graph: Graph) -> None:
    """A step whose settings wait for a pipeline input that nobody gives cannot be planned."""
    for path, step in leaves(graph):
        for setting, name in step.open_settings:
            message = f'{dotted(setting)} names the pipeline input "{name}", which has no value.'
            report.error("setting-open", message, *path, *setting)


def on_init_and_finalize(report: Report, graph: Graph) -> None:
    """Both name steps of their own, which no data connects to others."""
    settings = graph.settings
    for name in ("on_init", "on_finalize"):
        key = getattr(settings, name)
        if key is not None:
            _check_apart(report.below("settings", name), graph, key)
    if settings.on_init is not None and settings.on_init == settings.on_finalize:
        message = "on_init and on_finalize must be different steps."
        report.error("init-and-finalize", message, "settings", "on_finalize")
    apart = {settings.on_init, settings.on_finalize}
    if apart != {None} and not set(graph.steps) - apart:
        message = "At least one step must be left beside on_init and on_finalize."
        report.error("no-steps", message, "jobs")


def _check_apart(report: Report, graph: Graph, key: str) -> None:
    step = graph.steps.get(key)
    if step is None:
        report.error("unknown-step", f'no step named "{key}".{did_you_mean(key, graph.steps)}')
    elif step.control is not None or key in graph.bodies:
        report.error("control-flow-step", f'Step "{key}" is part of control flow.')
    elif _is_connected(graph, step):
        report.error("connected-step", f'Step "{key}" may not be bound to or from other steps.')


def _is_connected(graph: Graph, step: Step) -> bool:
    if graph.upstream[step.key] or step.binds:
        return True
    return any(step.key in sources for sources in graph.upstream.values())
