"""The home of every test, set before Django reads its settings; fixtures are in support/cast.py."""

import atexit
import os
import shutil
import tempfile

import django

if "STUDIO_HOME" not in os.environ:
    os.environ["STUDIO_HOME"] = tempfile.mkdtemp(prefix="studio-tests-")
    # Processes that tests start are given a home of their own; this one is this process's alone.
    atexit.register(shutil.rmtree, os.environ["STUDIO_HOME"], ignore_errors=True)
# Steps of tests name images that nobody is to pull; tests of containers give their own engine.
os.environ.setdefault("STUDIO_CONTAINER_ENGINE", "none")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studio.settings")
django.setup()

pytest_plugins = ["tests.support.cast"]
