"""The samples of a studio that other tests have filled with drafts and jobs of their own."""

from typing import Any

import httpx

API = "/api/workspaces/default"


def draft(client: httpx.Client, name: str) -> dict[str, Any]:
    found = client.get(f"{API}/drafts", params={"search": name}).json()["items"]
    return dict(next(one for one in found if one["name"] == name))


def job(client: httpx.Client) -> dict[str, Any]:
    """The job that the first start submitted."""
    return dict(client.get(f"{API}/jobs", params={"source": "sample"}).json()["items"][-1])
