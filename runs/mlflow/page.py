"""The page behind the addresses that clients print: ``…/mlflow/#/experiments/E/runs/R`` of a run,
``…/mlflow/#/experiments/E`` of its experiment.

What follows # never reaches a server, so a script turns it into the address of the studio's page.
"""

import base64
import hashlib

SCRIPT = """
const [, experiment, run] =
  /^#\\/experiments\\/([^/?]+)(?:\\/runs\\/([^/?]+))?/.exec(location.hash) ?? [];
location.replace(run ? `/jobs/${run}` : experiment ? `/experiments/${experiment}` : "/jobs");
"""
HTML = f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Pipeline Studio</title></head>
<body><p>Opening it in <a href="/jobs">Pipeline Studio</a> …</p><script>{SCRIPT}</script></body>
</html>
"""
_DIGEST = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
POLICY = f"default-src 'none'; script-src 'sha256-{_DIGEST}'"
