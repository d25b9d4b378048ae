"""The home of every test: set before Django reads its settings."""

import os
import tempfile

os.environ.setdefault("STUDIO_HOME", tempfile.mkdtemp(prefix="studio-tests-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studio.settings")
