"""Gets the image that a step's container needs, once: pulled, or built from a context folder.

A built image is named by the content of its context; its build's log lies in ``envs/images``.
"""

import hashlib
import json
import re
import time
from pathlib import Path

from runs.execution import engine as engines
from runs.execution import logs, outputs
from runs.execution.builds import BUILD, PULL, Build, Say
from runs.execution.engine import Engine
from runs.execution.order import StepFailed
from runs.execution.requirements import Image
from runs.execution.stopping import StopSignal

# Asking the engine takes as long as starting a small step; images do not vanish that often.
KNOWN_SECONDS = 60.0
_known: dict[tuple[Engine, str], float] = {}

WITHOUT_ENGINE = (
    "Where the image cannot be reached, `STUDIO_CONTAINER_ENGINE=none` runs its packages without"
    " a container."
)


def prepare(
    image: Image,
    context: Path | None,
    engine: Engine,
    envs: Path,
    say: Say,
    stop: StopSignal,
) -> str:
    """The name of an image that is there; blocks while it is pulled or built."""
    name = image.name if not image.build else _name_of(image, context)
    if not _is_there(engine, name):
        place = envs / "images" / hashlib.sha256(name.encode()).hexdigest()
        build = Build(place, "image", say, stop, PULL if context is None else BUILD)
        argv = _pull(engine, name) if context is None else _build(engine, name, image, context)

        def make() -> None:
            build.write(" ".join([engine.name, *argv[len(engine.argv) :]]))
            if context is not None:
                build.must(argv, engines.environ())
            elif build.attempt(argv, engines.environ()):
                raise _not_pulled(name, build.log)

        build.once(lambda: _is_there(engine, name), make)
        _known[engine, name] = time.monotonic()
    return name


def _is_there(engine: Engine, name: str) -> bool:
    known = _known.get((engine, name))
    if known is not None and time.monotonic() - known < KNOWN_SECONDS:
        return True
    if engine.call("image", "inspect", "--format", "{{.Id}}", name)[0]:
        return False
    _known[engine, name] = time.monotonic()
    return True


def _pull(engine: Engine, name: str) -> list[str]:
    if not name or name.startswith("-"):
        raise StepFailed("image-failed", f'"{name}" is not the name of an image.')
    return [*engine.argv, "pull", name]


def _not_pulled(name: str, log: Path) -> StepFailed:
    """Engines end with what went wrong; what stands before it is how they came there."""
    lines = [line.strip() for line in logs.tail(log).splitlines() if line.strip()]
    told = [line for line in lines if line.startswith("Error")] or lines
    cause = re.sub(r"^Error( response from daemon)?: ", "", told[-1]).rstrip(".")
    return StepFailed(
        "image-failed", f'The image "{name}" could not be pulled: {cause}.', hint=WITHOUT_ENGINE
    )


def _build(engine: Engine, name: str, image: Image, context: Path) -> list[str]:
    dockerfile = (context / image.dockerfile).resolve()
    if not dockerfile.is_relative_to(context.resolve()) or not dockerfile.is_file():
        raise StepFailed(
            "image-failed",
            f'There is no Dockerfile "{image.dockerfile}" in the build context.',
            hint="build.dockerfile_path is relative to build.path.",
        )
    return [*engine.argv, "build", "--tag", name, "--file", str(dockerfile), str(context)]


def _name_of(image: Image, context: Path | None) -> str:
    if context is None:
        raise StepFailed(
            "image-failed",
            f'The build context "{image.build}" is not here: the studio fetches none.',
            hint="Give a folder that is beside the YAML file; the command line sends it along.",
        )
    is_snapshot = re.fullmatch(r"[0-9a-f]{64}", context.name) is not None
    content = context.name if is_snapshot else outputs.measure(context).digest
    text = json.dumps([content, image.dockerfile])
    return f"pipeline-studio/env:{hashlib.sha256(text.encode()).hexdigest()[:32]}"
