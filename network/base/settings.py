"""What this installation was told at its start, in one typed place."""

import os
import re
import secrets
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args, get_origin
from urllib.parse import parse_qs, urlsplit
from zoneinfo import available_timezones

PREFIX = "NETWORK_"
SHORTEST_KEY = 32
_HOST_AND_PORT = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")
_DOMAIN = re.compile(r"[A-Za-z0-9.-]{1,253}")
PROJECT = Path(__file__).resolve().parents[2]


class SettingsError(Exception):
    """One or more settings that cannot be used, each told in a sentence."""


def setting(default: Any, *, about: str) -> Any:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Read once from the environment and `instance/network.toml`; it never changes afterwards."""

    instance: Path = setting(Path("instance"), about="Folder with all that a host keeps: database, media, secret key.")
    secret_key: str = setting("", about="Signs cookies and links. Made and kept in the instance folder when absent.")
    database_url: str = setting(
        "", about="SQLAlchemy URL. Absent: SQLite in the instance folder. `postgresql://…` for several machines."
    )
    redis_url: str = setting("", about="Redis or Valkey for background tasks on several machines. Absent: SQLite.")
    media_url: str = setting(
        "",
        about="Where pictures are kept: `file:/folder`, or an S3-compatible store, "
        "`s3://bucket/prefix?endpoint=https://…&region=…`, for which `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` say who we "
        "are. Absent: `media` in the instance folder.",
    )
    site_name: str = setting("Global conversations", about="Name of the network, on every page and feed.")
    base_url: str = setting("", about="Public address, such as `https://blogs.example`. Absent: the host asked for.")
    site_language: str = setting("en", about="Language of the interface for those who choose none (BCP 47).")
    page_cache_mb: int = setting(64, about="Memory for finished pages in each process, in MiB. 0 turns it off.")
    comments: Literal["moderated", "trusted", "open"] = setting(
        "moderated",
        about="`moderated`: each comment waits for a person. `trusted`: known commenters, by the email address that they type, "
        "go straight through. `open`: all do.",
    )
    throttle: bool = setting(True, about="`off` lifts the limits on sign-in and comments, for tests of load alone.")
    posts_per_page: int = setting(20, about="How many posts one list shows.")
    comments_close_after_days: int = setting(0, about="Days after which a post takes no more comments. 0: never.")
    upload_mb: int = setting(20, about="Largest picture that may be uploaded, in MiB.")
    invitation_days: int = setting(7, about="Days for which an invitation link is good.")
    session_days: int = setting(14, about="Days after which an unused sign-in ends.")
    link_checks: bool = setting(
        True,
        about="`off`: links of a draft are not tried before it is published, so that no other server hears of it from this one.",
    )
    proxies: int = setting(0, about="How many reverse proxies stand in front and set `X-Forwarded-For` and `-Proto`.")
    headquarters_time_zone: str = setting("", about="IANA time zone of the ministry, told beside that of a post that is planned.")
    mail_in: str = setting(
        "",
        about="`host:port` on which `network serve` takes posts by email (SMTP), such as `127.0.0.1:8025`; best behind a mail "
        "server. Absent: none are taken.",
    )
    mail_in_domain: str = setting(
        "", about="What stands after the @ in the secret addresses for posts by email. Absent: the host of the public address."
    )
    metrics_token: str = setting("", about="Bearer token for `/metrics`. Absent: only loopback may ask.")
    security_contact: str = setting("", about="Address for `/.well-known/security.txt`, such as `mailto:it@blogs.example`.")

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        url = self.database_url or f"sqlite:///{self.instance.resolve() / 'network.db'}"
        scheme, _, rest = url.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else url

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def mail_domain(self) -> str:
        """What stands after the @ of a secret address."""
        return self.mail_in_domain or urlsplit(self.base_url).hostname or ""

    @property
    def media_folder(self) -> Path:
        path = self.media_url.removeprefix("file:") if self.media_url.startswith("file:") else ""
        return Path("/" + path.lstrip("/")) if path else self.instance.resolve() / "media"


def load(environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
    """Settings from the environment over `network.toml`; every mistake is told at once."""
    environ = os.environ if environ is None else environ
    default = PROJECT / "instance" if (PROJECT / "pyproject.toml").exists() else Path("instance")
    instance = Path(given.get("instance") or environ.get(PREFIX + "INSTANCE") or default)
    told = _from_file(instance / "network.toml")
    told |= {f.name: environ[PREFIX + f.name.upper()] for f in fields(Settings) if PREFIX + f.name.upper() in environ}
    told |= given | {"instance": instance}
    values, mistakes = {}, []
    for f in fields(Settings):
        if f.name in told:
            try:
                values[f.name] = _typed(told[f.name], f.type)
            except ValueError as why:
                mistakes.append(f"{PREFIX}{f.name.upper()} {why}.")
    if mistakes:
        raise SettingsError(" ".join(mistakes))
    settings = Settings(**values)
    mistakes = list(_wrong(settings))
    if mistakes:
        raise SettingsError(" ".join(mistakes))
    if not settings.secret_key:
        settings = Settings(**(values | {"secret_key": _kept_secret(instance)}))
    return settings


def unknown(environ: Mapping[str, str] | None = None) -> list[str]:
    """Names with our prefix that no setting has: likely slips of the pen."""
    environ = os.environ if environ is None else environ
    known = {PREFIX + f.name.upper() for f in fields(Settings)}
    return sorted(name for name in environ if name.startswith(PREFIX) and name not in known)


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise SettingsError(f"{path} is not valid TOML: {why}.") from why
    known = {f.name for f in fields(Settings)}
    strange = sorted(set(told) - known)
    if strange:
        raise SettingsError(f"{path} names settings that do not exist: {', '.join(strange)}.")
    return told


def _typed(value: Any, kind: Any) -> Any:
    if get_origin(kind) is Literal:
        if value not in get_args(kind):
            raise ValueError(f"is {value!r}, but may be {', '.join(get_args(kind))}")
        return value
    if kind is bool:
        words = {"on": True, "true": True, "1": True, "yes": True, "off": False, "false": False, "0": False, "no": False}
        if isinstance(value, bool):
            return value
        if str(value).lower() not in words:
            raise ValueError(f"is {value!r}, but may be on or off")
        return words[str(value).lower()]
    if kind is int:
        try:
            number = int(value)
        except ValueError:
            number = -1
        if number < 0:
            raise ValueError(f"is {value!r}, but must be a whole number that is not negative")
        return number
    return Path(value) if kind is Path else str(value)


def _wrong(settings: Settings) -> list[str]:
    wrong = []
    base = urlsplit(settings.base_url)
    if settings.base_url and (base.scheme not in ("http", "https") or not base.hostname or base.path.strip("/")):
        wrong.append("NETWORK_BASE_URL must be a scheme and a host alone, such as https://blogs.example.")
    if settings.database.split(":")[0] not in ("sqlite", "postgresql+psycopg"):
        wrong.append("NETWORK_DATABASE_URL must begin with sqlite:/// or postgresql://.")
    if settings.headquarters_time_zone and settings.headquarters_time_zone not in available_timezones():
        wrong.append("NETWORK_HEADQUARTERS_TIME_ZONE must be an IANA time zone, such as Europe/London.")
    if settings.media_url and not settings.media_url.startswith("file:") and not _is_bucket(settings.media_url):
        wrong.append(
            "NETWORK_MEDIA_URL must be file:/folder or s3://bucket/prefix, with endpoint and region after a ? if need be."
        )
    if settings.secret_key and len(settings.secret_key) < SHORTEST_KEY:
        wrong.append(f"NETWORK_SECRET_KEY must have at least {SHORTEST_KEY} characters.")
    if settings.mail_in and not _HOST_AND_PORT.fullmatch(settings.mail_in):
        wrong.append("NETWORK_MAIL_IN must be a host and a port, such as 127.0.0.1:8025.")
    if settings.mail_in and not _DOMAIN.fullmatch(settings.mail_domain):
        wrong.append("NETWORK_MAIL_IN needs NETWORK_MAIL_IN_DOMAIN, such as blogs.example, or NETWORK_BASE_URL.")
    if not 1 <= settings.posts_per_page <= 100:
        wrong.append("NETWORK_POSTS_PER_PAGE must lie between 1 and 100.")
    return wrong


def _is_bucket(url: str) -> bool:
    parts = urlsplit(url)
    told = parse_qs(parts.query, keep_blank_values=True)
    endpoint = urlsplit(told.get("endpoint", ["https://s3"])[-1])
    known = set(told) <= {"endpoint", "region"} and endpoint.scheme in ("http", "https") and bool(endpoint.hostname)
    return parts.scheme == "s3" and known and re.fullmatch(r"[A-Za-z0-9._-]{3,63}", parts.netloc) is not None


def _kept_secret(instance: Path) -> str:
    """The key of this folder, made when there is none: whole or not at all, and the same for all who begin at once."""
    path = instance / "secret-key"
    try:
        instance.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            descriptor, made = tempfile.mkstemp(dir=instance, prefix="secret-key.")
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
                file.flush()
                os.fsync(file.fileno())
            with suppress(FileExistsError):
                os.link(made, path)
            Path(made).unlink()
        kept = path.read_text("utf-8").strip()
    except UnicodeDecodeError:
        kept = ""
    except OSError as why:
        raise SettingsError(f"The instance folder {instance} cannot be written: {why.strerror}.") from why
    if len(kept) < SHORTEST_KEY:
        raise SettingsError(f"{path} holds no key of at least {SHORTEST_KEY} characters. Take the file away, and one is made.")
    return kept
