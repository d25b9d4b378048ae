"""The home of every test, set before Django reads its settings; fixtures are in support/cast.py."""

import os
import tempfile

import django

os.environ.setdefault("STUDIO_HOME", tempfile.mkdtemp(prefix="studio-tests-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studio.settings")
django.setup()

pytest_plugins = ["tests.support.cast"]
