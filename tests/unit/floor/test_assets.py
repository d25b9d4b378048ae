"""Built files: kept for ever when there, plainly missing when not."""

import httpx

from studio.asgi import application


async def test_a_file_of_an_older_build_is_missing_and_no_fault() -> None:
    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(transport=transport, base_url="http://studio") as client:
        answer = await client.get("/assets/index-OLD.js")
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")
