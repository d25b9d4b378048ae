"""All settings. Values come from ``STUDIO_`` environment variables (table: docs/settings.md).

Embedded (the default): SQLite, in-memory broker, in-process channel layer, a folder.
Server: set STUDIO_DATABASE_URL, STUDIO_BROKER_URL and STUDIO_CHANNEL_URL.
"""

from pathlib import Path
from typing import Any

import dj_database_url

from studio.lib import env, logs, secret

BASE = Path(__file__).resolve().parent
STUDIO_HOME = env.folder("STUDIO_HOME", "~/.studio")
STUDIO_HOST = env.text("STUDIO_HOST", "127.0.0.1")
STUDIO_PORT = env.whole("STUDIO_PORT", 8000, 1, 65535)
STUDIO_OWNER = env.text("STUDIO_OWNER")
DATABASE_URL = env.url("STUDIO_DATABASE_URL", "", ("postgres", "postgresql"))
BROKER_URL = env.url("STUDIO_BROKER_URL", "", ("redis", "rediss", "amqp", "amqps"))
CHANNEL_URL = env.url("STUDIO_CHANNEL_URL", "", ("redis", "rediss"))
EMBEDDED = not BROKER_URL
if BROKER_URL and not (DATABASE_URL and CHANNEL_URL):
    raise env.wrong(
        "STUDIO_BROKER_URL", "it needs STUDIO_DATABASE_URL and STUDIO_CHANNEL_URL beside it"
    )

# Folders of pipelines to begin from: one's own, those that ship, the samples.
TEMPLATE_FOLDERS = [
    *([Path(own).expanduser()] if (own := env.text("STUDIO_TEMPLATES")) else []),
    BASE.parent / "designer" / "templates",
    BASE / "samples",
]

# Which workspace a registry's name means; "" is the workspace that asks.
REGISTRIES = {"azureml": ""} | env.texts("STUDIO_REGISTRIES")

# Limits, in the units that their names say.
SNAPSHOT_MAX_BYTES = env.whole("STUDIO_SNAPSHOT_MAX_MB", 300, 1) * 1024 * 1024
SNAPSHOT_MAX_FILES = env.whole("STUDIO_SNAPSHOT_MAX_FILES", 10_000, 1)
UPLOAD_MAX_BYTES = env.whole("STUDIO_UPLOAD_MAX_MB", 100, 1) * 1024 * 1024
# Bodies that are read whole; what a job's spec or a draft may have is checked behind it, by name.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
BLOB_MAX_BYTES = env.whole("STUDIO_BLOB_MAX_MB", 10_240, 1) * 1024 * 1024
LOG_MAX_BYTES = env.whole("STUDIO_LOG_MAX_MB", 1024, 1) * 1024 * 1024
# What steps read from the web.
FETCH_MAX_BYTES = env.whole("STUDIO_FETCH_MAX_MB", 2048, 1) * 1024 * 1024
FETCH_SECONDS = env.whole("STUDIO_FETCH_SECONDS", 3600, 1)
FETCH_CACHE_BYTES = env.whole("STUDIO_FETCH_CACHE_MB", 20_480, 0) * 1024 * 1024
FETCH_NETWORKS = env.networks("STUDIO_FETCH_NETWORKS")
# Each has a connection to the database; a request holds one only while it is worked on.
REQUEST_THREADS = env.whole("STUDIO_REQUEST_THREADS", 32, 1, 1000)
LEASE_SECONDS = env.whole("STUDIO_LEASE_SECONDS", 30, 2, 3600)
SANDBOX = env.choice("STUDIO_SANDBOX", "auto", ("auto", "bubblewrap", "none"))
CONTAINER_ENGINE = env.text("STUDIO_CONTAINER_ENGINE", "auto")


def _own_url() -> str:
    """How this machine reaches the studio; a wildcard address is reached by way of loopback."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(STUDIO_HOST, STUDIO_HOST)  # noqa: S104
    return f"http://[{host}]:{STUDIO_PORT}" if ":" in host else f"http://{host}:{STUDIO_PORT}"


PUBLIC_URL = env.url("STUDIO_PUBLIC_URL", _own_url(), ("http", "https"))


env.make_folder("STUDIO_HOME", STUDIO_HOME)
SECRET_KEY = env.text("STUDIO_SECRET_KEY") or secret.kept(STUDIO_HOME / "secret.key")
DEBUG = False
ALLOWED_HOSTS = [host for host in env.text("STUDIO_ALLOWED_HOSTS", "*").split(",") if host]
ROOT_URLCONF = "studio.urls"
ASGI_APPLICATION = "studio.asgi.application"
AUTH_USER_MODEL = "studio.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "rest_framework",
    "drf_spectacular",
    "channels",
    "studio.apps.StudioConfig",
    "designer.apps.DesignerConfig",
    "runs.apps.RunsConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [BASE / "templates"]}
]


def _database() -> dict[str, Any]:
    if DATABASE_URL:
        try:
            return dict(
                dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=True)
            )
        except ValueError as error:
            raise env.wrong("STUDIO_DATABASE_URL", str(error)) from None
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": STUDIO_HOME / "studio.sqlite3",
        "CONN_MAX_AGE": None,
        # A file, not memory: tests with worker threads need a database that threads share.
        "TEST": {"NAME": STUDIO_HOME / "test.sqlite3"},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                # The keeper copies the log; a commit does only where it cannot keep up.
                "PRAGMA wal_autocheckpoint=32000;"
                "PRAGMA mmap_size=134217728; PRAGMA cache_size=-4000;"
            ),
        },
    }


DATABASES = {"default": _database()}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

if CHANNEL_URL:
    CHANNEL_LAYERS: dict[str, Any] = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [CHANNEL_URL]},
        }
    }
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}


LOCAL_FILES = "django.core.files.storage.FileSystemStorage"


def _files() -> dict[str, Any]:
    options = env.mapping("STUDIO_FILES_OPTIONS")
    backend = env.text("STUDIO_FILES_BACKEND", LOCAL_FILES)
    own = {"location": STUDIO_HOME / "blobs"} if backend == LOCAL_FILES else {}
    return {"BACKEND": backend, "OPTIONS": own | options}


# Where content-addressed bytes lie. An object store is a STUDIO_FILES_BACKEND of django-storages
# (for example "storages.backends.s3.S3Storage") with its options as JSON.
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": LOCAL_FILES, "OPTIONS": {"location": STUDIO_HOME / "uploads"}},
    "files": _files(),
}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Cookies know no ports: two studios of one machine would sign each other out.
SESSION_COOKIE_NAME = f"studio_session_{STUDIO_PORT}"
SESSION_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
CSRF_FAILURE_VIEW = "studio.api.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = SNAPSHOT_MAX_FILES  # a folder dropped onto the Data page
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "studio.api.authentication.TokenAuthentication",
        "studio.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["studio.api.parsers.StudioJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "studio.api.errors.problem_response",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Pipeline Studio",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Shapes are pydantic models, which say "or null" as OpenAPI 3.1 does and name their own enums.
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": [],
}

CELERY_BROKER_URL = BROKER_URL or "within-the-process://"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_TASK_DEFAULT_QUEUE = "studio"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

LOG_LEVEL = env.choice(
    "STUDIO_LOG_LEVEL", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name}: {message}",
            "datefmt": "%H:%M:%S",
            "style": "{",
        }
    },
    "filters": {"mistakes": {"()": "django.utils.log.CallbackFilter", "callback": logs.is_mistake}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # uvicorn tells what people know already.
    "loggers": {
        "django.request": {"filters": ["mistakes"]},
        "uvicorn.error": {"level": "ERROR"},
    },
}
