"""Files over HTTP: byte ranges, safe headers, streaming bodies, and the shapes of listings.

Files were written by steps and uploads, so nothing that a browser would run is ever shown in
place: it is an attachment, without sniffing, in a sandbox.
"""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header, http_date
from rest_framework import serializers
from rest_framework.request import Request

from studio.lib.errors import NotFound
from studio.storage import browse

CHUNK_BYTES = 256 * 1024
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Shown in place; all else is an attachment. SVG and PDF hold scripts; <img> shows SVG anyway.
_PASSIVE = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif"}
    | {"text/plain", "text/csv", "application/json"}
)


class FileItemSerializer(serializers.Serializer[dict[str, Any]]):
    name = serializers.CharField()
    path = serializers.CharField(help_text="Relative to the root; goes into ?path=.")
    is_folder = serializers.BooleanField()
    size_bytes = serializers.IntegerField(allow_null=True)
    modified_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        ref_name = "FileItem"


class FileListSerializer(serializers.Serializer[dict[str, Any]]):
    items = FileItemSerializer(many=True)
    truncated = serializers.BooleanField()

    class Meta:
        ref_name = "FileList"


class PreviewSerializer(serializers.Serializer[dict[str, Any]]):
    kind = serializers.ChoiceField(
        choices=["text", "csv", "json", "image", "markdown", "binary", "folder"]
    )
    name = serializers.CharField()
    size_bytes = serializers.IntegerField()
    text = serializers.CharField(allow_null=True)
    columns = serializers.ListField(child=serializers.CharField(), allow_null=True)
    rows = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()), allow_null=True
    )
    truncated = serializers.BooleanField()
    media_type = serializers.CharField()

    class Meta:
        ref_name = "Preview"


class ChunkedResponse(StreamingHttpResponse):
    """Streams a plain iterator under ASGI too.

    Django would first collect all chunks of one there; here each is fetched in a thread of its own.
    """

    async def __aiter__(self) -> AsyncIterator[bytes]:
        chunks = iter(self)

        def fetch() -> bytes | None:
            return next(chunks, None)

        while (chunk := await sync_to_async(fetch, thread_sensitive=False)()) is not None:
            yield chunk


def file_response(
    request: HttpRequest | Request, path: Path, *, name: str = "", attach: bool = False
) -> HttpResponseBase:
    """The bytes of the file ``path``, whole or the one range that was asked for."""
    if not path.is_file():
        raise NotFound("file-not-found", f'"{name or path.name}" is not a file.')
    stat = path.stat()
    span = _span(request.headers.get("Range", ""), stat.st_size)
    if span is None:
        response: HttpResponseBase = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{stat.st_size}"
        return response
    first, last = span
    response = ChunkedResponse(_chunks(path, first, last - first + 1))
    if last - first + 1 < stat.st_size:
        response.status_code = 206
        response["Content-Range"] = f"bytes {first}-{last}/{stat.st_size}"
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    response["Last-Modified"] = http_date(stat.st_mtime)
    return safe(response, name or path.name, attach=attach)


def zip_response(root: Path, relative: str, name: str) -> HttpResponseBase:
    """A folder or file as an attachment ``name``.zip, zipped while it is sent."""
    browse.find(root, relative)
    response = ChunkedResponse(browse.zipped(root, relative))
    response["Content-Type"] = "application/zip"
    return _attachment(response, f"{name}.zip")


def empty_zip(name: str) -> HttpResponseBase:
    """The same of a folder without files, which may not be there at all."""
    return _attachment(HttpResponse(browse.EMPTY_ZIP, "application/zip"), f"{name}.zip")


def safe(response: HttpResponseBase, name: str, *, attach: bool = False) -> HttpResponseBase:
    """Headers that keep a file from doing anything in the studio's origin."""
    kind = browse.media_type(name)
    if not attach and kind in _PASSIVE:
        text = kind.startswith("text/") or kind == "application/json"
        response["Content-Type"] = f"{kind}; charset=utf-8" if text else kind
        response["Content-Disposition"] = disposition(name, attach=False)
    else:
        response["Content-Type"] = kind
        _attachment(response, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-cache"
    return response


def disposition(name: str, *, attach: bool) -> str:
    """The header of this kind. A step may have put a line break into a file's name."""
    return str(content_disposition_header(attach, _CONTROL.sub("_", name)))


def _attachment(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = disposition(name, attach=True)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _span(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte to send; the whole file where the header asks for no single range.

    None where the range lies outside the file.
    """
    match = _RANGE.fullmatch(header.strip())
    if match is None or match.groups() == ("", ""):
        return 0, size - 1
    first_text, last_text = match.groups()
    if not first_text:
        count = min(int(last_text), size)
        return (size - count, size - 1) if count else None
    first = int(first_text)
    last = min(int(last_text), size - 1) if last_text else size - 1
    return (first, last) if first <= last and first < size else None


def _chunks(path: Path, offset: int, count: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(offset)
        while count > 0 and (chunk := file.read(min(CHUNK_BYTES, count))):
            count -= len(chunk)
            yield chunk
