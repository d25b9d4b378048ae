"""Files that come as multipart forms: one file, or a tree of files with their relative paths.

Django keeps only the last part of an uploaded file's name. A folder that is dropped onto a page
needs the rest, so a parser of our own keeps it; whoever writes the files confines the paths.
"""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, DataAndFiles
from rest_framework.request import Request

from studio.lib.errors import Invalid, TooLarge

FILE_REQUEST: dict[str, Any] = {
    "multipart/form-data": {
        "type": "object",
        "properties": {"file": {"type": "string", "format": "binary"}},
        "required": ["file"],
    }
}


TREE_REQUEST: dict[str, Any] = {
    "multipart/form-data": {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "type": {"type": "string"},
            "description": {"type": "string"},
            "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
        },
        "required": ["name", "files"],
    }
}


def uploaded_file(request: Request) -> "UploadedFile[bytes]":
    """The form's ``file``, within STUDIO_UPLOAD_MAX_MB."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        raise Invalid(
            "file-missing", "Send a form with one file, in the field `file`.", place="file"
        )
    most: int = settings.UPLOAD_MAX_BYTES
    if (file.size or 0) > most:
        raise TooLarge(
            "upload-too-large",
            f"{file.name} has {(file.size or 0) / 1e6:,.1f} MB; {most / 1e6:,.1f} MB are allowed.",
            hint="STUDIO_UPLOAD_MAX_MB sets the limit.",
        )
    return file


class _KeepsPath(TemporaryFileUploadHandler):
    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        file = super().file_complete(file_size)
        if file is not None:
            file.relative_path = self.file_name  # type: ignore[attr-defined]
        return file


class _TreeReader(MultiPartParser):
    def sanitize_file_name(self, file_name: str) -> str:
        return html.unescape(file_name)


class TreeParser(BaseParser):
    """multipart/form-data whose file names may be relative paths (see ``relative_path``)."""

    media_type = "multipart/form-data"

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> "DataAndFiles[Any, Any]":
        request = (parser_context or {})["request"]
        meta = request.META | {"CONTENT_TYPE": media_type}
        try:
            reader = _TreeReader(meta, stream, [_KeepsPath(request)], settings.DEFAULT_CHARSET)
            data, files = reader.parse()
        except MultiPartParserError as error:
            raise ParseError(f"The form cannot be read: {error}") from None
        return DataAndFiles(data, files)


@dataclass(frozen=True, slots=True)
class UploadedTree:
    """A form of an asset: its fields, and its files with their relative paths."""

    name: str
    type: str
    description: str
    files: list[tuple[str, BinaryIO]]


def uploaded_tree(request: Request) -> UploadedTree:
    sent = request.FILES.getlist("files") or request.FILES.getlist("files[]")
    if not sent:
        raise Invalid("file-missing", "Send at least one file in `files`.", place="files")
    form = request.data

    def field(name: str) -> str:
        return str(form.get(name) or "") if isinstance(form, QueryDict) else ""

    files = [(relative_path(file), cast(BinaryIO, file)) for file in sent]
    return UploadedTree(field("name"), field("type"), field("description"), files)


def relative_path(file: "UploadedFile[bytes]") -> str:
    """The path that the client gave, as it came: confine it before use."""
    path: str = getattr(file, "relative_path", "") or file.name or ""
    return path
