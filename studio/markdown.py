"""The one Markdown renderer of the product, with the one sanitiser behind it.

GitHub's flavour: tables, task lists, strikethrough, fenced code with highlighting by class names.
HTML in the text is allowed as far as the sanitiser lets it through, which is not far.
"""

from functools import cache

import nh3
from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.lexers.special import TextLexer
from pygments.token import STANDARD_TYPES
from pygments.util import ClassNotFound

MAX_CHARACTERS = 200_000
CUT = "\n\n*(This text is longer than the studio shows.)*\n"

_TAGS = (
    {"a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li", "ol"}
    | {"p", "pre", "s", "samp", "span", "strong", "sub", "summary", "sup"}
    | {"table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "input": {"checked"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
    "details": {"open"},
}
_CLASSES = {
    "span": {name for name in STANDARD_TYPES.values() if name},
    "pre": {"highlight"},
    "ul": {"contains-task-list"},
    "li": {"task-list-item"},
}


def render(text: str) -> str:
    """Markdown to HTML that is safe to put into a page."""
    if len(text) > MAX_CHARACTERS:
        text = text[:MAX_CHARACTERS] + CUT
    return sanitised(str(_parser().render(text)))


def sanitised(html: str) -> str:
    """``html`` without scripts, styles, handlers, frames, forms and foreign classes.

    Links open in a new tab that cannot reach back.
    """
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        tag_attribute_values={"input": {"type": {"checkbox"}}},
        set_tag_attribute_values={"a": {"target": "_blank"}, "input": {"disabled": ""}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )


def highlighted(code: str, filename: str) -> tuple[str, str]:
    """``code`` as HTML of classed spans, and the name of the language that ``filename`` implies."""
    try:
        lexer = get_lexer_for_filename(filename, code)
    except ClassNotFound:
        lexer = TextLexer()
    return _spans(code, lexer), lexer.name


def _spans(code: str, lexer: Lexer) -> str:
    lexer.stripnl = False
    return highlight(code, lexer, HtmlFormatter(nowrap=True))


def _fence(code: str, language: str, attributes: str) -> str:
    try:
        lexer = get_lexer_by_name(language) if language else TextLexer()
    except ClassNotFound:
        lexer = TextLexer()
    return f'<pre class="highlight"><code>{_spans(code, lexer)}</code></pre>'


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "highlight": _fence})
    return parser.enable(["table", "strikethrough"]).use(tasklists_plugin)
