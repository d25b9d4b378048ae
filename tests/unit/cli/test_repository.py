"""Code from Git: what is cloned, and everything that is not allowed to happen on the way."""

import ipaddress
from pathlib import Path, PurePosixPath

import pytest

from designer.graph.check import check_file
from designer.graph.git_address import GitAddress, parse
from designer.graph.package import pack
from studio.cli.repository import Limits, cloned
from studio.lib.errors import StudioError
from tests.support.git_server import commit, git, repository, serving
from tests.unit.graph.catalogue import Small
from tests.unit.graph.memory import Memory, Uploads

HERE = Limits((ipaddress.ip_network("127.0.0.0/8"),))


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """One repository ``shelf/tools.git`` with a tag, a branch and a folder ``src``."""
    root = tmp_path / "shelf"
    made = repository(root / "tools.git")
    commit(made, {"src/run.py": "one", "readme": "r"})
    git(made, "tag", "v1")
    commit(made, {"src/run.py": "two"})
    git(made, "checkout", "-q", "-b", "next")
    commit(made, {"src/run.py": "three"})
    git(made, "checkout", "-q", "-")
    return root


def refused(address: GitAddress, limits: Limits = HERE) -> tuple[str, str]:
    with pytest.raises(StudioError) as caught, cloned(address, limits):
        pass
    return caught.value.code, caught.value.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("git+https://h.org/o/r.git", ("https://h.org/o/r.git", None, "")),
        ("git+https://h.org/o/r@v1.2", ("https://h.org/o/r", "v1.2", "")),
        ("git+https://h.org/o/r#main", ("https://h.org/o/r", "main", "")),
        ("git+https://h.org/o/r#feature/x:src", ("https://h.org/o/r", "feature/x", "src")),
        ("git+https://h.org/o/r@v1#subdirectory=a/b", ("https://h.org/o/r", "v1", "a/b")),
        (
            "https://github.com/o/r/tree/main/cli/jobs",
            ("https://github.com/o/r", "main", "cli/jobs"),
        ),
        ("https://gitlab.org/g/o/r/-/tree/v2/", ("https://gitlab.org/g/o/r", "v2", "")),
        ("https://h.org/o/r", ("https://h.org/o/r", None, "")),
    ],
)
def test_addresses(text: str, expected: tuple[str, str | None, str]) -> None:
    assert parse(text) == GitAddress(*expected)


@pytest.mark.parametrize(
    "text",
    [
        "git+https://me:secret@h.org/o/r",
        "https://h.org/o/r?token=x",
        "git+https://h.org/o/r@--upload-pack=x",
        "https://h.org/o/r/tree/main/../../etc",
        "git+https:///o/r",
    ],
)
def test_addresses_that_are_refused(text: str) -> None:
    assert isinstance(parse(text), str)


@pytest.mark.parametrize(
    ("ref", "folder", "text"),
    [(None, "src", "two"), ("v1", "src", "one"), ("next", "src", "three"), ("v1", "", "one")],
)
def test_one_commit_lies_in_a_folder(shelf: Path, ref: str, folder: str, text: str) -> None:
    with serving(shelf) as url, cloned(GitAddress(f"{url}/tools.git", ref, folder), HERE) as place:
        file = place / ("run.py" if folder else "src/run.py")
        assert file.read_text() == text
        assert not (place / ".git").exists()
    assert not place.exists()


def test_a_commit_by_its_hash(shelf: Path) -> None:
    first = git(shelf / "tools.git", "rev-parse", "v1")
    with serving(shelf) as url, cloned(GitAddress(f"{url}/tools.git", first, "src"), HERE) as place:
        assert (place / "run.py").read_text() == "one"


def test_what_is_not_there(shelf: Path) -> None:
    with serving(shelf) as url:
        assert refused(GitAddress(f"{url}/none.git", None, ""))[0] == "code-not-cloned"
        assert refused(GitAddress(f"{url}/tools.git", "nope", ""))[0] == "code-not-cloned"
        code, message = refused(GitAddress(f"{url}/tools.git", "v1", "lib"))
        assert (code, "lib" in message) == ("code-not-found", True)


def test_private_addresses_and_plain_http_are_refused(shelf: Path) -> None:
    with serving(shelf) as url:
        assert refused(GitAddress(f"{url}/tools.git", None, ""), Limits())[0] == "address-refused"
    everywhere = Limits()
    assert refused(GitAddress("http://8.8.8.8/tools.git", None, ""), everywhere) == (
        "address-refused",
        "http://8.8.8.8/tools.git: code comes over https only.",
    )


def test_a_redirect_is_not_followed(shelf: Path) -> None:
    with serving(shelf) as url:
        leads = {"/moved.git/info/refs": f"{url}/tools.git/info/refs?service=git-upload-pack"}
        with serving(shelf, leads) as other:
            assert refused(GitAddress(f"{other}/moved.git", None, ""))[0] == "code-not-cloned"


def test_limits(shelf: Path) -> None:
    commit(shelf / "tools.git", {"big": "0123456789" * 20_000})
    with serving(shelf) as url:
        address = GitAddress(f"{url}/tools.git", None, "")
        code, message = refused(address, Limits(HERE.networks, most_bytes=100_000))
        assert (code, "MB" in message) == ("code-too-large", True)
        code, message = refused(address, Limits(HERE.networks, seconds=0))
        assert (code, "seconds" in message) == ("code-too-large", True)


def test_links_and_submodules_lead_nowhere(shelf: Path) -> None:
    tools = shelf / "tools.git"
    (tools / "src" / "link").symlink_to("/etc/passwd")
    (tools / ".gitmodules").write_text('[submodule "x"]\n\tpath = x\n\turl = file:///etc\n')
    commit(tools, {})
    with serving(shelf) as url, cloned(GitAddress(f"{url}/tools.git", None, "src"), HERE) as place:
        assert not (place / "link").is_symlink()
        assert (place / "link").read_text() == "/etc/passwd"


def test_a_file_that_names_git() -> None:
    code = "https://github.com/o/r/tree/main/src"
    text = f"command: ls\ncode: {code}\nenvironment: azureml:py:3\ncompute: azureml:cpu\n"
    files, uploads = Memory({"job.yml": text}), Uploads()
    wire, _ = pack(PurePosixPath("job.yml"), files, uploads, {})
    assert uploads.codes == [("https://github.com/o/r main src", ())]
    assert wire is not None
    assert str(wire["code"]).startswith("azureml:snapshot:")
    checked = check_file(PurePosixPath("job.yml"), files, Small())
    assert [(one.severity, one.code) for one in checked.diagnostics] == [
        ("warning", "code-from-git")
    ]
