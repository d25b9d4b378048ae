"""Markdown as the HTML that every page shows."""

from rest_framework.test import APIClient

from tests.support.catalogue import Url


def test_markdown_becomes_safe_html(as_bob: APIClient, url: Url) -> None:
    text = "# Hello\n<script>alert(1)</script>[x](javascript:alert(1))"
    response = as_bob.post(url("markdown"), {"text": text}, format="json")
    html = response.json()["html"]
    assert "<h1>Hello</h1>" in html
    assert "<script" not in html
    assert 'href="javascript' not in html


def test_a_stranger_finds_nothing(as_charlie: APIClient, url: Url) -> None:
    assert as_charlie.post(url("markdown"), {"text": ""}, format="json").status_code == 404
