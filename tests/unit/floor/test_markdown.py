"""One renderer: GitHub's flavour in, safe HTML out."""

import re

import pytest

from studio import markdown


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("# Title", "<h1>Title</h1>"),
        ("~~old~~", "<s>old</s>"),
        ("|a|\n|-|\n|1|", "<table>"),
        ("- [x] done", 'type="checkbox"'),
        ("- [x] done", "checked="),
        ("- [ ] open", 'disabled=""'),
        ("```python\nx = 1\n```", '<span class="mi">1</span>'),
        ("```nonsense\nx < 1\n```", "x &lt; 1"),
        ("`a<b`", "<code>a&lt;b</code>"),
        ("**ünï**", "<strong>ünï</strong>"),
    ],
)
def test_markdown_is_rendered(text: str, part: str) -> None:
    assert part in markdown.render(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<a href='javascript:alert(1)'>x</a>",
        "<iframe src=//evil></iframe>",
        "<style>body{display:none}</style>",
        "<p style='position:fixed'>x</p>",
        "<svg onload=alert(1)>",
        "<form action=//evil><input name=password></form>",
        "<input type=text>",
        "![x](data:text/html;base64,PHNjcmlwdD4=)",
        "<span class='fui-Button'>x</span>",
        "<div id='root'>x</div>",
        "```<script>\n</code></pre><script>alert(1)</script>\n```",
    ],
)
def test_nothing_active_comes_through(text: str) -> None:
    tags = " ".join(re.findall(r"<[^>]*>", markdown.render(text)))
    for bad in ("<script", "onerror", "javascript:", "<iframe", "<style", "style=", "<svg"):
        assert bad not in tags
    for bad in ("<form", "name=", 'type="text"', "data:text", "fui-Button", "id=", "onload"):
        assert bad not in tags


def test_links_open_apart_and_cannot_reach_back() -> None:
    html = markdown.render("[site](https://example.org)")
    assert 'target="_blank"' in html
    assert 'rel="noopener noreferrer nofollow"' in html


def test_very_long_text_is_cut_with_a_word_about_it() -> None:
    html = markdown.render("word " * markdown.MAX_CHARACTERS)
    assert "longer than the studio shows" in html


def test_code_is_highlighted_by_its_file_name() -> None:
    html, language = markdown.highlighted("import os\n", "train.py")
    assert (language, '<span class="kn">import</span>' in html) == ("Python", True)
    assert markdown.highlighted("<b>", "unknown.zzz") == ("&lt;b&gt;\n", "Text only")
