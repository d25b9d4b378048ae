"""The server form on this machine's real servers: a database and broker of the test's own.

PostgreSQL, Redis and RabbitMQ are looked for at STUDIO_TEST_POSTGRES, STUDIO_TEST_REDIS and
STUDIO_TEST_RABBITMQ, or at their usual places on this machine.
"""

import os
import secrets
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import kombu
import psycopg
import pytest
import redis
from psycopg import sql

from tests.support.live_studio import ROOT, STUDIO, LiveStudio

POSTGRES = os.environ.get("STUDIO_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("STUDIO_TEST_REDIS", "redis://127.0.0.1:6379")
RABBITMQ = os.environ.get("STUDIO_TEST_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672")
STOP_SECONDS = 30


def need(broker: str) -> None:
    """Skip with a sentence where a server does not answer; fail where CI is set."""
    missing = [name for name, answers in _asked(broker).items() if not answers]
    if not missing:
        return
    sentence = f"The server form needs {' and '.join(missing)}, which do not answer here."
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def _asked(broker: str) -> dict[str, bool]:
    asked = {"PostgreSQL": postgres_answers(), "Redis": redis_answers()}
    return asked | ({"RabbitMQ": _rabbitmq_answers()} if broker == "rabbitmq" else {})


def postgres_answers() -> bool:
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.Error:
        return False
    return True


def redis_answers() -> bool:
    try:
        return bool(redis.Redis.from_url(REDIS, socket_connect_timeout=3).ping())
    except redis.RedisError:
        return False


def _rabbitmq_answers() -> bool:
    try:
        with kombu.Connection(RABBITMQ, connect_timeout=3) as connection:
            connection.ensure_connection(max_retries=1)
    except (OSError, kombu.exceptions.KombuError):
        return False
    return True


@contextmanager
def database() -> Iterator[str]:
    """The URL of an empty database, dropped at the end."""
    name = f"studio_test_{secrets.token_hex(4)}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield POSTGRES.rpartition("/")[0] + f"/{name}"
        finally:
            for one in (name, f"test_{name}"):  # the second is what Django's tests make of it
                dropping = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                connection.execute(dropping.format(sql.Identifier(one)))


def variables(database_url: str, broker: str) -> dict[str, str]:
    """Settings of the server form; queues and groups lie in Redis databases picked at random."""
    first, second = secrets.randbelow(7) * 2 + 1, secrets.randbelow(7) * 2 + 2
    return {
        "STUDIO_DATABASE_URL": database_url,
        "STUDIO_BROKER_URL": RABBITMQ if broker == "rabbitmq" else f"{REDIS}/{first}",
        "STUDIO_CHANNEL_URL": f"{REDIS}/{second}",
    }


@contextmanager
def server_form(home: Path, broker: str) -> Iterator[LiveStudio]:
    """``studio web`` and ``studio worker`` as two processes; gives the web's."""
    with database() as url:
        studio = LiveStudio(home / "home", command="web", environment=variables(url, broker))
        studio.studio("migrate")
        with _worker(studio):
            studio.start()
            try:
                yield studio
            finally:
                studio.stop()


@contextmanager
def _worker(studio: LiveStudio) -> Iterator[None]:
    with studio.log.with_name("worker.log").open("ab") as log:
        process = subprocess.Popen(
            [*STUDIO, "worker"],
            cwd=ROOT,
            env=studio.variables(),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
