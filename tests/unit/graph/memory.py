"""Files in memory, and an uploader that remembers what it was given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from designer.graph.git_address import GitAddress


@dataclass
class Memory:
    texts: Mapping[str, str]

    def read(self, path: PurePosixPath) -> bytes:
        if str(path) not in self.texts:
            raise FileNotFoundError(str(path))
        return self.texts[str(path)].encode("utf-8", "surrogatepass")

    def is_file(self, path: PurePosixPath) -> bool:
        return str(path) in self.texts

    def is_folder(self, path: PurePosixPath) -> bool:
        return any(one.startswith(f"{path}/") for one in self.texts)


@dataclass
class Uploads:
    codes: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    data_paths: list[tuple[str, str]] = field(default_factory=list)

    def code(self, folder: PurePosixPath | None, includes: Sequence[PurePosixPath]) -> str:
        self.codes.append((str(folder or ""), tuple(map(str, includes))))
        return f"azureml:snapshot:{len(self.codes):064x}"

    def repository(self, address: GitAddress, includes: Sequence[PurePosixPath]) -> str:
        self.codes.append((f"{address.url} {address.ref} {address.folder}", ()))
        return f"azureml:snapshot:{len(self.codes):064x}"

    def data(
        self, path: PurePosixPath, kind: Literal["file", "folder"], datastore: str | None = None
    ) -> str:
        self.data_paths.append((str(path), kind))
        store = datastore or "store"
        return f"azureml://datastores/{store}/paths/uploads/{len(self.data_paths)}/"
