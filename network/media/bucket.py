"""Files of pictures in an S3-compatible store: Amazon's own, MinIO, Ceph, Garage and their like."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib.util import find_spec
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from network.base.settings import SettingsError

_ABSENT = ("404", "NoSuchKey", "NotFound")
_making = Lock()


class Bucket:
    """`s3://bucket/prefix?endpoint=https://…&region=…`. Who we are there is told by the usual variables of AWS."""

    def __init__(self, url: str) -> None:
        if find_spec("boto3") is None:
            raise SettingsError(
                "NETWORK_MEDIA_URL begins with s3:, which needs the extra: pip install 'global-conversations[s3]'."
            )
        parts = urlsplit(url)
        told = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        self.bucket = parts.netloc
        self.prefix = f"{parts.path.strip('/')}/".lstrip("/")
        self.endpoint, self.region = told.get("endpoint"), told.get("region")

    def put(self, name: str, body: bytes) -> None:
        if self.size(name) == len(body):
            return
        kind = f"image/{name.rpartition('.')[2]}"
        with _in_words():
            self._client.put_object(Bucket=self.bucket, Key=self.prefix + name, Body=body, ContentType=kind)

    def read(self, name: str) -> bytes | None:
        with _in_words():
            found = self._if_there(self._client.get_object, name)
            return found["Body"].read() if found else None

    def size(self, name: str) -> int | None:
        with _in_words():
            found = self._if_there(self._client.head_object, name)
            return found["ContentLength"] if found else None

    def drop(self, name: str) -> None:
        with _in_words():
            self._client.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    def names(self) -> Iterator[str]:
        with _in_words():
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix)
            for page in pages:
                for found in page.get("Contents", ()):
                    yield found["Key"].removeprefix(self.prefix)

    def trouble(self) -> str:
        try:
            with _in_words():
                self._client.head_bucket(Bucket=self.bucket)
        except OSError as why:
            return f"The store of pictures {self.bucket} cannot be used: {why}."
        return ""

    def _if_there(self, ask: Any, name: str) -> Any:
        from botocore.exceptions import ClientError

        try:
            return ask(Bucket=self.bucket, Key=self.prefix + name)
        except ClientError as why:
            if why.response["Error"]["Code"] in _ABSENT:
                return None
            raise

    @property
    def _client(self) -> Any:
        """Made when it is first needed: it takes half a second and 30 MB. Threads share it."""
        with _making:
            return self._made

    @cached_property
    def _made(self) -> Any:
        import boto3
        from botocore.config import Config

        how = Config(
            connect_timeout=3,
            read_timeout=10,
            retries={"mode": "standard", "total_max_attempts": 2},
            s3={"addressing_style": "path" if self.endpoint else "auto"},
            request_checksum_calculation="when_required",  # other stores do not know Amazon's newer sums
            response_checksum_validation="when_required",
        )
        return boto3.session.Session().client("s3", endpoint_url=self.endpoint, region_name=self.region, config=how)


@contextmanager
def _in_words() -> Iterator[None]:
    """Whatever goes wrong there is for us what a broken disk is."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except (BotoCoreError, ClientError) as why:
        raise OSError(str(why).rstrip(".")) from why
