"""``studio up`` as a person meets it: start, second start, taken port, end, power cut."""

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from tests.support.live_studio import ROOT, STUDIO, LiveStudio, free_port


@pytest.fixture(scope="module")
def studio() -> Iterator[LiveStudio]:
    with LiveStudio.started("--empty") as studio:
        yield studio


def up(studio: LiveStudio, *options: str) -> subprocess.CompletedProcess[str]:
    """Another ``studio up``, which is expected not to start."""
    return subprocess.run(
        [*STUDIO, "up", *options],
        cwd=ROOT,
        env=studio.variables(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_is_ready_and_says_where(studio: LiveStudio) -> None:
    ready = httpx.get(f"{studio.url}/readyz").json()
    assert ready["checks"] == {"database": True, "migrations": True, "worker": True}
    printed = studio.log.read_text()
    assert f"Pipeline Studio is ready at {studio.url}" in printed
    assert printed.count("/sign-in?token=") == 1


def test_the_printed_link_signs_in_once(studio: LiveStudio) -> None:
    link = next(word for word in studio.log.read_text().split() if "/sign-in?token=" in word)
    with httpx.Client(base_url=studio.url, follow_redirects=False) as browser:
        assert browser.get(link).headers["location"] == "/"
        assert browser.get("/api/session").json()["workspaces"][0]["role"] == "owner"
        browser.cookies.clear()
        assert browser.get(link).headers["location"] == "/sign-in?expired=1"


def test_a_link_leads_to_the_studio_that_runs_whatever_this_terminal_was_told(
    studio: LiveStudio,
) -> None:
    link = replace(studio, port=free_port()).studio("admin", "sign-in-link").stdout.split()[-1]
    assert link.startswith(f"{studio.url}/sign-in?token=")


def test_config_json_is_for_the_owner_only_and_opens_the_api(studio: LiveStudio) -> None:
    assert stat.S_IMODE((studio.home / "config.json").stat().st_mode) == 0o600
    assert studio.config["url"] == studio.url
    assert studio.config["workspace"] == "default"
    with studio.client() as client:
        assert client.get("/api/session").status_code == 200


def test_a_second_studio_on_this_home_says_who_holds_it(studio: LiveStudio) -> None:
    done = up(replace(studio, port=free_port()))
    assert done.returncode == 1
    assert studio.process is not None
    assert f"process {studio.process.pid}" in done.stderr
    assert studio.url in done.stderr


def test_a_taken_port_says_so(studio: LiveStudio) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = up(replace(studio, home=studio.home.with_name("other"), port=port))
    assert done.returncode == 1
    assert f"Port {port}" in done.stderr
    assert f"STUDIO_PORT={port + 1}" in done.stderr


def test_too_large_a_request_is_answered_and_the_studio_goes_on(studio: LiveStudio) -> None:
    chunk = b"\0" * 1024 * 1024
    with studio.client() as client:
        answer = client.post(
            "/api/session",
            content=(chunk for _ in range(150)),
            headers={"Content-Length": str(150 * len(chunk))},
        )
        assert answer.status_code == 413
        assert answer.json()["code"] == "body-too-large"
        assert client.get("/healthz").status_code == 200


def test_it_ends_in_order_and_starts_again_with_the_same_token(studio: LiveStudio) -> None:
    token = studio.config["token"]
    assert studio.stop() == 0
    studio.start()
    assert studio.config["token"] == token
    assert studio.process is not None
    studio.process.send_signal(signal.SIGTERM)
    assert studio.process.wait(30) == 0
    studio.start()


def test_a_power_cut_leaves_no_lock_behind(studio: LiveStudio) -> None:
    studio.kill()
    studio.start()
    with studio.client() as client:
        assert client.get("/api/session").status_code == 200


def test_help_imports_no_django() -> None:
    code = "import sys, studio.cli.main; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_an_unknown_setting_is_named_with_what_was_meant(studio: LiveStudio) -> None:
    variables = {"STUDIO_PROT": "1", "STUDIO_PORT": "70000"}
    done = up(replace(studio, environment=variables))
    assert done.returncode == 1
    fine = subprocess.run(
        [*STUDIO, "migrate"],
        env={**os.environ, "STUDIO_HOME": str(studio.home.with_name("third")), "STUDIO_PROT": "1"},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert "STUDIO_PROT is not a setting of the studio. Did you mean STUDIO_PORT?" in fine.stderr
