"""Asking other servers whether a page is there: at public addresses alone, in little time, reading nothing of what they send.

Whoever writes a link could make this machine call another one in its own network. So a name is looked up here, every
address of it must be public, and the connection is made to the very address that was judged: at each redirect anew.
"""

import asyncio
import errno
import ipaddress
import socket
import ssl
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import idna

if TYPE_CHECKING:
    from httpcore2 import AsyncConnectionPool

SECONDS = 5
SECONDS_FOR_ALL = 30
REDIRECTS = 5
LONGEST = 2000
_AT_ONCE = 5
_PORTS = {80, 443}
_NO_SUCH_METHOD = 400
_AS_IT_IS = "%/:?@!$&'()*+,;=-._~[]"
_lookups = ThreadPoolExecutor(8, thread_name_prefix="lookup")


class NotPublic(Exception):
    """An address that nobody outside can mean."""


def plain_address(text: str) -> str | None:
    """A link as it is asked: in ASCII, without fragment and password; None for what is no address of a page elsewhere."""
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", f":{parts.port}" if parts.port is not None else ""
        if parts.scheme not in ("http", "https") or not host:
            return None
        host = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except ValueError:
        return None
    where = f"[{host}]" if ":" in host else host
    path, query = (quote(part, safe=_AS_IT_IS) for part in (parts.path or "/", parts.query))
    asked = urlunsplit((parts.scheme, where + port, path, query, ""))
    return asked if len(asked) <= LONGEST else None


def answers(urls: Iterable[str], agent: str) -> dict[str, str]:
    """What each address answers: a status as `404`, or what went wrong in a word. One for which there was no time is left out.

    The words are `private`, `name` (nobody has that name), `time`, `certificate`, `refused`, `circle` (of redirects), and
    `unreached` where this machine got nowhere.
    """
    return asyncio.run(_all(sorted(urls, key=_host), agent))


def may_reach(address: str, port: int) -> bool:
    """Whether an address is one of the public network, and the port one of the web."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return may_reach(str(ip.ipv4_mapped), port)
        if ip.sixtofour or ip.teredo or ip.is_site_local:
            return False
    return port in _PORTS and ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


async def _all(urls: list[str], agent: str) -> dict[str, str]:
    """A few hosts at once, and one page of a host after the other."""
    found: dict[str, str] = {}
    few = asyncio.Semaphore(_AT_ONCE)

    async def ask(of_host: list[str]) -> None:
        async with few:
            for url in of_host:
                found[url] = await _answer(url, agent)

    by_host = [list(group) for _host_, group in groupby(urls, _host)]
    try:
        async with asyncio.timeout(SECONDS_FOR_ALL):
            await asyncio.gather(*map(ask, by_host))
    except TimeoutError:
        pass
    return found


def _host(url: str) -> str:
    return url.split("/")[2]


async def _answer(url: str, agent: str) -> str:
    try:
        async with asyncio.timeout(SECONDS), _pool() as pool:
            return await _followed(pool, url, agent)
    except Exception as trouble:
        return _in_a_word(trouble)


async def _followed(pool: "AsyncConnectionPool", url: str, agent: str) -> str:
    """The status at the end of the redirects. A server that will not tell by HEAD is asked by GET, and its text not read."""
    for _hop in range(REDIRECTS + 1):
        status, location = await _head(pool, "HEAD", url, agent)
        if status >= _NO_SUCH_METHOD:
            status, location = await _head(pool, "GET", url, agent)
        if not (300 <= status < 400 and location):
            return str(status)
        onward = plain_address(urljoin(url, location))
        if onward is None:
            return "refused"
        url = onward
    return "circle"


async def _head(pool: "AsyncConnectionPool", method: str, url: str, agent: str) -> tuple[int, str]:
    asked: dict[bytes | str, bytes | str] = {"User-Agent": agent, "Accept": "*/*", "Connection": "close"}
    async with pool.stream(method, url, headers=asked) as response:
        told = {name.lower(): value for name, value in response.headers}
        return response.status, told.get(b"location", b"").decode("utf-8", "replace")


def _pool() -> "AsyncConnectionPool":
    """Loaded when something is asked, as nobody else needs it."""
    from httpcore2 import AnyIOBackend, AsyncConnectionPool

    class Checked(AnyIOBackend):
        """Connects to an address that was looked up and judged here, whatever a second look-up would say."""

        async def connect_tcp(self, host: str, port: int, *others: Any, **further: Any) -> Any:
            addresses = await _addresses(host, port)
            if not all(may_reach(address, port) for address in addresses):
                raise NotPublic(host)
            for address in addresses[:-1]:
                try:
                    return await super().connect_tcp(address, port, *others, **further)
                except Exception:  # noqa: S112  (the next one may be reached)
                    continue
            return await super().connect_tcp(addresses[-1], port, *others, **further)

    return AsyncConnectionPool(network_backend=Checked(), max_connections=1)


async def _addresses(host: str, port: int) -> list[str]:
    """All addresses of a name. Looked up in threads of their own: those cannot be stopped, and nobody shall wait for them."""
    look_up = asyncio.get_running_loop().run_in_executor
    told = await look_up(_lookups, lambda: socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM))
    return list(dict.fromkeys(str(address[0]) for *_kind, address in told))


def _in_a_word(trouble: BaseException) -> str:
    import httpcore2

    for each in _chain(trouble):
        if isinstance(each, NotPublic):
            return "private"
        if isinstance(each, TimeoutError | httpcore2.TimeoutException):
            return "time"
        if isinstance(each, ssl.SSLError):
            return "certificate"
        if isinstance(each, socket.gaierror):
            return "unreached" if each.errno == socket.EAI_AGAIN else "name"
        if isinstance(each, OSError) and each.errno == errno.ENETUNREACH:
            return "unreached"
    return "refused"


def _chain(trouble: BaseException | None) -> Iterator[BaseException]:
    while trouble is not None:
        yield trouble
        trouble = trouble.__cause__ or trouble.__context__
