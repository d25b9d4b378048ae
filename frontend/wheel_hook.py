"""A wheel without the built front end would start into an empty page, so it is not built."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEndHook(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        built = Path(self.root, "studio", "web", "index.html")
        if version == "standard" and not built.is_file():
            raise RuntimeError("studio/web/index.html is missing; `make wheel` builds it.")
