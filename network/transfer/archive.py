"""The one file of a backup: a tar with each table as lines of JSON, each picture, and last a list of all with hashes.

It belongs to no database: what was taken from SQLite goes into PostgreSQL, and the other way round.
"""

import gzip
import hashlib
import io
import json
import os
import re
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

FORMAT = 2
_READ = (1, 2)
_MANIFEST = "manifest.json"
_MEMBER = re.compile(r"data/[a-z_]+\.jsonl\.gz|media/[0-9a-f]{20}/[0-9]{1,5}\.(?:webp|avif)")
_CHUNK = 1 << 20


class Damaged(Exception):
    """A file that is no backup, or not the one that was written; the sentence says what is wrong."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup says of itself."""

    taken_at: str
    revision: str
    site_name: str
    tables: dict[str, int]
    hashes: dict[str, str]
    missing: list[str]


class Writer:
    """Writes a backup beside its final name, and puts it there when it is whole and on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hashes: dict[str, str] = {}
        self._tables: dict[str, int] = {}
        self._missing: list[str] = []

    def __enter__(self) -> "Writer":
        descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.", suffix=".part")
        self._temporary = Path(name)
        self._file = os.fdopen(descriptor, "wb")
        self._tar = tarfile.open(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT)
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._file.close()
        self._temporary.unlink(missing_ok=True)

    def table(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        """A table's rows, in their order."""
        count = 0
        with tempfile.TemporaryFile(dir=self.path.parent) as spool:
            with gzip.GzipFile(fileobj=spool, mode="wb", compresslevel=5, mtime=0) as packed:
                for row in rows:
                    packed.write(json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=_plain).encode() + b"\n")
                    count += 1
            size = spool.tell()
            spool.seek(0)
            self._add(f"data/{name}.jsonl.gz", spool, size)
        self._tables[name] = count

    def picture(self, member: str, body: bytes | None) -> None:
        """A picture's file; one that is not there is noted."""
        if body is None:
            self._missing.append(member)
        else:
            self._add(member, io.BytesIO(body), len(body))

    def finish(self, *, taken_at: str, revision: str, site_name: str) -> Manifest:
        """The list of all at the end; then the file gets its name."""
        told = Manifest(
            taken_at=taken_at,
            revision=revision,
            site_name=site_name,
            tables=self._tables,
            hashes=self._hashes,
            missing=self._missing,
        )
        body = json.dumps({"format": FORMAT} | told.__dict__, indent=1, ensure_ascii=False).encode()
        self._add(_MANIFEST, io.BytesIO(body), len(body))
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._temporary.replace(self.path)
        sync_folder(self.path.parent)
        return told

    def _add(self, name: str, source: Any, size: int) -> None:
        listening = _Hashing(source)
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        self._tar.addfile(entry, listening)
        self._hashes[name] = listening.digest.hexdigest()


class _Hashing:
    """A file whose bytes are hashed as they are read."""

    def __init__(self, source: Any) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk: bytes = self.source.read(size)
        self.digest.update(chunk)
        return chunk


class Reader:
    """A backup that was looked through: each of its bytes is the one that was written."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("rb")
        try:
            self._tar = tarfile.TarFile(fileobj=self._file)
            self.manifest = self._checked()
        except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError) as why:
            self._file.close()
            raise Damaged(f"{path.name} is no backup, or it is damaged ({why}). Nothing was changed.") from None

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """A table's rows as they were written."""
        member = self._tar.extractfile(f"data/{table}.jsonl.gz")
        assert member is not None
        with gzip.open(member, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)

    def pictures(self) -> list[str]:
        return [name for name in self.manifest.hashes if name.startswith("media/")]

    def picture(self, member: str) -> bytes:
        """A picture's file."""
        source = self._tar.extractfile(member)
        assert source is not None
        return source.read()

    def _checked(self) -> Manifest:
        members = self._tar.getmembers()
        if not members or members[-1].name != _MANIFEST:
            raise ValueError("its end is missing")
        last = self._tar.extractfile(members[-1])
        assert last is not None
        told = json.loads(last.read())
        if told.pop("format") not in _READ:
            raise ValueError("it was written by another version of the program")
        manifest = Manifest(**told)
        if [m.name for m in members[:-1]] != list(manifest.hashes):
            raise ValueError("it does not hold what it lists")
        for member in members[:-1]:
            if not _MEMBER.fullmatch(member.name) or not member.isfile():
                raise ValueError(f"it holds {member.name!r}")
            if self._hash(member) != manifest.hashes[member.name]:
                raise ValueError(f"{member.name} is not as it was written")
        return manifest

    def _hash(self, member: tarfile.TarInfo) -> str:
        digest, source = hashlib.sha256(), self._tar.extractfile(member)
        assert source is not None
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
        return digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Have a folder's names on disk, so that a renamed file keeps its name when the power goes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be kept in a backup")
