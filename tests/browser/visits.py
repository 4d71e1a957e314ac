"""Visits: one browser context with one page, watched for what no page may do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, StorageState

from tests.browser.served import Network

Scheme = Literal["light", "dark"]
_ASKED_BY_SCRIPTS = ("/desk/pictures/", "/typed/", "/sign-in/")
_STATUS = "Failed to load resource: the server responded with a status of "
_NO_ANSWER = "Failed to load resource: net::ERR_"


class Visits:
    """Opens pages of a network in contexts of their own, signed in or not."""

    def __init__(self, browser: Browser, network: Network) -> None:
        self.browser = browser
        self.network = network
        self._signed_in: dict[str, StorageState] = {}

    @contextmanager
    def visit(
        self, role: str = "", *, width: int = 1280, height: int = 900, scheme: Scheme = "light", script: bool = True, **more: Any
    ) -> Iterator[Page]:
        """A page of a visitor, or of one of the four of the demonstration. A fault seen on the way fails at the end."""
        context = self.browser.new_context(
            base_url=self.network.address,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            reduced_motion="reduce",
            storage_state=self.signed_in(role) if role else None,
            **more,
        )
        with watched(context, self.network.address):
            yield context.new_page()

    def signed_in(self, role: str) -> StorageState:
        """The cookie of somebody who signed in by the form, once."""
        if role not in self._signed_in:
            with self.visit() as page:
                sign_in(page, *self.network.people[role])
                self._signed_in[role] = page.context.storage_state()
        return self._signed_in[role]


def sign_in(page: Page, email: str, password: str) -> None:
    """Through the form, as people do."""
    page.goto("/sign-in/")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "/sign-in/" not in address)


@contextmanager
def watched(context: BrowserContext, address: str) -> Iterator[None]:
    """Close the context in the end, and fail when any of its pages had an error or asked another host."""
    faults: list[str] = []
    context.set_default_timeout(10_000)
    context.on("console", lambda said: faults.extend(_complaint(said)))
    context.on("weberror", lambda error: faults.append(f"an error in a script: {error.error}"))
    context.on("request", lambda request: faults.extend(_abroad(request, address)))
    yield
    context.close()
    assert not faults, "\n".join(faults)


def _complaint(said: ConsoleMessage) -> Iterator[str]:
    """Errors and warnings; what a page or a script is refused, or a script gets no answer to, is told by its test."""
    asked = said.location["url"].partition("#")[0]
    by_script = asked.partition("?")[0].endswith(_ASKED_BY_SCRIPTS)
    by_page = said.page is not None and asked == said.page.url.partition("#")[0]
    is_told = (said.text.startswith(_STATUS) and (by_page or by_script)) or (said.text.startswith(_NO_ANSWER) and by_script)
    if said.type in ("error", "warning") and not is_told:
        yield f"the console says: {said.text} ({said.location['url']})"


def _abroad(request: Request, address: str) -> Iterator[str]:
    if urlsplit(request.url).scheme in ("http", "https", "ws", "wss") and not request.url.startswith(address + "/"):
        yield f"another host is asked: {request.url}"
