"""uv fetches from where pip is told to."""

from pathlib import Path

import pytest

from runs.execution import package_index


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """A person's home and the machine's folder of settings, both empty."""
    return {"HOME": str(tmp_path / "home"), "XDG_CONFIG_DIRS": str(tmp_path / "etc")}


def write(folder: str, text: str) -> None:
    file = Path(folder) / "pip" / "pip.conf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_pips_files_are_read_the_persons_over_the_machines(machine: dict[str, str]) -> None:
    write(machine["XDG_CONFIG_DIRS"], "[global]\nindex-url = one\nconstraint = c.txt\n")
    write(
        f"{machine['HOME']}/.config",
        "[global]\nindex_url = two\nextra-index-url =\n    three\n    four\n"
        "[install]\nfind-links = a b\n",
    )
    found = package_index.variables(machine)
    assert found["UV_DEFAULT_INDEX"] == "two"
    assert found["UV_INDEX"] == "three four"
    assert found["UV_FIND_LINKS"] == "a,b"
    assert found["UV_CONSTRAINT"] == "c.txt"


def test_pips_variables_win_over_files_and_uvs_over_pips(machine: dict[str, str]) -> None:
    write(machine["XDG_CONFIG_DIRS"], "[global]\nindex-url = one\ncert = a.pem\n")
    machine |= {"PIP_INDEX_URL": "two", "PIP_CERT": "b.pem", "SSL_CERT_FILE": "c.pem"}
    found = package_index.variables(machine)
    assert (found["UV_DEFAULT_INDEX"], found["SSL_CERT_FILE"]) == ("two", "c.pem")


def test_a_broken_file_is_passed_over(machine: dict[str, str]) -> None:
    write(machine["XDG_CONFIG_DIRS"], "index-url = one\n")
    assert "UV_DEFAULT_INDEX" not in package_index.variables(machine)


def test_the_studios_settings_stay_with_the_studio(machine: dict[str, str]) -> None:
    machine |= {"STUDIO_SECRET_KEY": "hush", "VIRTUAL_ENV": "/x", "LANG": "C"}
    found = package_index.variables(machine)
    assert "STUDIO_SECRET_KEY" not in found
    assert "VIRTUAL_ENV" not in found
    assert found["LANG"] == "C"
