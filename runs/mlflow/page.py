"""The page behind the address that clients print, ``…/mlflow/#/experiments/E/runs/R``.

What follows # never reaches a server, so a script turns it into the address of the job's page.
"""

import base64
import hashlib

SCRIPT = """
const match = /^#\\/experiments\\/[^/]+\\/runs\\/([^/?]+)/.exec(location.hash);
location.replace(match ? `/jobs/${match[1]}` : "/");
"""
HTML = f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Pipeline Studio</title></head>
<body><p>Opening the job in <a href="/">Pipeline Studio</a> …</p><script>{SCRIPT}</script></body>
</html>
"""
_DIGEST = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
POLICY = f"default-src 'none'; script-src 'sha256-{_DIGEST}'"
