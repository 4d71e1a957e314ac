"""What a first visit costs, counted by the browser itself; the figures are those of the issue and of the design."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Page, Request

from tests.browser.pages import NAMED
from tests.browser.served import Network

Visit = Callable[..., AbstractContextManager[Page]]
LIMITS = {"document": 20 * 1024, "stylesheet": 10 * 1024, "script": 10 * 1024, "font": 120 * 1024}


@pytest.mark.parametrize("name", ["front", "blog", "blog-ar", "post", "post-ar", "search-results"])
def test_a_reading_page_is_light(visit: Visit, network: Network, name: str) -> None:
    with visit() as page:
        requests: list[Request] = []
        page.on("requestfinished", lambda request: requests.append(request))
        NAMED[name].show(page, network)
        page.wait_for_load_state("networkidle")
        weight = Counter[str]()
        for request in requests:
            weight[request.resource_type] += request.sizes()["responseBodySize"]
    print(name, dict(weight))
    assert weight["document"]
    assert {kind: bytes_ for kind, bytes_ in weight.items() if bytes_ > LIMITS.get(kind, bytes_)} == {}
