"""Every kind of page that there is: who looks at it, and where it is."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Page

from tests.browser.served import Network
from tests.browser.visits import sign_in

_POST = """select b.handle, p.local_date, p.slug, p.id from posts p join bloggers b on b.id = p.blogger_id
           where p.published_at is not null and """


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of page, seen as somebody with a role (empty: a visitor); some come about by what is done on another."""

    name: str
    where: Callable[[Network], str]
    role: str = ""
    status: int = 200
    then: Callable[[Page], None] | None = None
    together: Callable[[Page, Network], None] | None = None
    """What is done by several people, who sign in one after the other."""

    def show(self, page: Page, network: Network, ui: str = "") -> None:
        """Go there, in a language of the interface."""
        address = self.where(network)
        if ui:
            address += ("&" if "?" in address else "?") + f"ui={ui}"
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == self.status, f"{address} gave {answer.status}"
        if self.then:
            self.then(page)
        if self.together:
            self.together(page, network)


def post(network: Network, which: str, *values: Any) -> str:
    """The address of the newest post of which this is true."""
    handle, day, slug, _number = network.rows(f"{_POST}{which} order by p.published_at desc limit 1", *values)[0]
    year, month, _day = day.split("-")
    return f"/{handle}/{year}/{month}/{quote(slug)}/"


def talked_of(network: Network) -> str:
    """The post with most comments."""
    most = "p.withdrawn_at is null and p.comments_count = (select max(comments_count) from posts where withdrawn_at is null)"
    return post(network, most)


def arabic(network: Network) -> str:
    return post(network, "p.language = 'ar' and p.withdrawn_at is null and p.comments_count > 0")


def corrected(network: Network) -> str:
    return post(network, "p.corrected_at is not null and p.withdrawn_at is null")


def version(network: Network) -> str:
    """A post in another language than its original."""
    return post(network, "p.translation_group <> p.id and p.withdrawn_at is null")


def version_sheet(network: Network) -> str:
    """Its sheet, beside the original."""
    found = network.rows(f"{_POST}p.translation_group <> p.id order by p.published_at desc")
    return f"/desk/posts/{found[0][3]}/"


def withdrawn(network: Network) -> str:
    return post(network, "p.withdrawn_at is not null")


def own(network: Network) -> str:
    """The sheet of a post by the author of the demonstration."""
    found = network.rows(f"{_POST}b.handle = 'tomasz' and p.top_image_id is not null order by p.published_at desc")
    return f"/desk/posts/{found[0][3]}/"


def together(network: Network) -> str:
    """A post that several signed."""
    return post(network, "p.id = (select min(post_id) from post_authors where position = 2)")


def together_in_sheet(network: Network) -> str:
    return "/desk/posts/{}/".format(network.rows("select min(post_id) from post_authors where position = 2")[0][0])


def picture(network: Network) -> str:
    """A picture of the author of the demonstration."""
    found = network.rows(
        "select min(p.top_image_id) from posts p join bloggers b on b.id = p.blogger_id where b.handle = 'tomasz'"
    )
    return f"/desk/pictures/{found[0][0]}/"


def of(table: str, path: str, which: str = "1 = 1") -> Callable[[Network], str]:
    """The address of the first row of a table."""
    return lambda network: path.format(network.rows(f"select min(id) from {table} where {which}")[0][0])


@cache
def invitation(network: Network) -> str:
    """A link for somebody new."""
    number = network.rows("select count(*) from accounts")[0][0]
    told = network.command(
        "accounts", "create", f"guest-{number}@global.example", "--name", f"Guest {number}", "--role", "author"
    )
    return "/invitation/" + told.partition("/invitation/")[2].split()[0]


def _refused(form: str, button: str = ".btn.go", **typed: str) -> Callable[[Page], None]:
    """Send a form with something wrong in it, past the browser's own checks."""

    def send(page: Page) -> None:
        page.locator(form).evaluate("(form) => { form.noValidate = true; }")
        for box, words in typed.items():
            page.locator(f"{form} [name={box}]").fill(words)
        with page.expect_navigation() as answered:
            page.locator(f"{form} {button}").first.click()
        assert answered.value is not None
        assert answered.value.status == 422, f"{answered.value.url} gave {answered.value.status}"

    return send


def _preview_comment(page: Page) -> None:
    _say(page)
    with page.expect_navigation():
        page.locator("#reply [name=preview]").click()
    page.locator("#reply .note").wait_for()


def send_comment(page: Page) -> None:
    """Say something under a post."""
    _say(page)
    page.locator("#reply .btn.go").click()
    page.locator(".waiting").wait_for()


def _say(page: Page) -> None:
    for box, words in (("body", "Is the *ramp* wet?"), ("author_name", "Paloma R."), ("author_email", "paloma@readers.example")):
        page.locator(f"#reply [name={box}]").fill(words)


def _at(path: str) -> Callable[[Network], str]:
    return lambda _network: path


def _typed(page: Page) -> None:
    """Type into a sheet, and wait until that is kept."""
    page.locator("[name=title]").fill(f"Not saved at {time.monotonic()}")
    page.locator("[data-typed-state]:not(:empty)").wait_for()


def _typed_and_seen(page: Page) -> None:
    """What colleagues see of it."""
    query = page.url.partition("?")[2]
    _typed(page)
    page.goto("/desk/")
    drop = page.locator("#unsaved + ul form").first.get_attribute("action")
    assert drop is not None
    page.goto(f"{drop.removesuffix('drop/')}?{query}")


def drafted(network: Network) -> str:
    """The sheet of a new draft by the author of the demonstration."""
    file = network.instance / "draft.md"
    file.write_text(f"---\ntitle: Fog at {time.monotonic()}\nstatus: draft\ntags: weather\n---\n{_DRAFT}", "utf-8")
    return network.command("posts", "add", "tomasz", str(file)).strip().removeprefix(network.address)


_DRAFT = """The pier is long, and in the morning nobody sees its end.

## What the harbour master says

He speaks of *fog* and of the ships that wait in it, and of a bell that was sold.

- The bell rang each minute.
- Nobody wrote down who bought it.
"""


def _send_by_link(page: Page) -> None:
    """Ask somebody without an account."""
    page.locator("details:has(> #clearance) summary").first.click()
    page.locator("[name=reviewer_name]").fill("Ngozi Bello")
    page.locator("[name=reviewer_email]").fill("ngozi@ministry.example")
    page.locator("button[value=review]").click()
    page.locator(".secret").wait_for()


def _follow_link(page: Page) -> None:
    """What who was asked sees."""
    _send_by_link(page)
    link = page.locator(".secret").inner_text()
    page.context.clear_cookies()
    page.goto(link)


def read_for(page: Page, network: Network) -> None:
    """An editor asks the administrator, who signs in and opens what waits for them."""
    query = page.url.partition("?")[2]
    page.locator("details:has(> #clearance) summary").first.click()
    page.locator("[name=reviewer]").select_option(
        label=network.rows("select name from accounts where role = 'administrator'")[0][0]
    )
    page.locator("button[value=review]").click()
    page.locator(".flash").wait_for()
    page.context.clear_cookies()
    sign_in(page, *network.people["administrator"])
    page.goto("/desk/")
    address = page.locator("#to-review + ul a").last.get_attribute("href")
    page.goto(f"{address}?{query}")


def _comment(page: Page, network: Network) -> None:
    read_for(page, network)
    _say_beside(page, 3, "Which ships?")
    page.locator("[data-say] summary").nth(1).click()


def _say_beside(page: Page, place: int, words: str) -> None:
    row = page.locator(f"#at-{place}")
    row.locator("summary").click()
    row.locator("textarea").fill(words)
    row.locator("[value=note]").click()
    page.locator(f"#at-{place} .slip").wait_for()


def _said(page: Page, network: Network) -> None:
    """What an author sees of it."""
    post, _, query = page.url.partition("?")
    read_for(page, network)
    _say_beside(page, 3, "Which ships?")
    page.goto(f"{post}review/?{query}")


def write(page: Page, title: str, body: str) -> None:
    """Save a draft that is written in Markdown."""
    page.locator("[data-to-markdown]").click()
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill(body)
    page.locator("[name=action][value=save]").click()
    page.locator(".flash").wait_for()


def _listed(page: Page) -> None:
    """The sheet of a draft whose list has much to say."""
    body = "“I light the lamp at six,” said Tran Thi Mai.\n\n“Someone has to do it in the end,” says the sign.\n\n"
    write(page, "The lamp", body + "[Inside](http://127.0.0.1/) and [never](/tomasz/2020/01/never/).")
    page.locator(".todo .break").nth(3).wait_for()


def _kind(name: str, where: str | Callable[[Network], str], role: str = "", **further: Any) -> Kind:
    return Kind(name=name, where=_at(where) if isinstance(where, str) else where, role=role, **further)


READING = (
    _kind("front", "/"),
    _kind("blog", "/tomasz/"),
    _kind("blog-ar", "/rania/"),
    _kind("post", talked_of),
    _kind("post-ar", arabic),
    _kind("post-together", together),
    _kind("post-version", version),
    _kind("post-wrong", talked_of, then=_refused("#reply", author_email="nobody")),
    _kind("post-reply", lambda network: talked_of(network) + "?reply=1"),
    _kind("post-preview", talked_of, then=_preview_comment),
    _kind("waiting", talked_of, then=send_comment),
    _kind("withdrawn", withdrawn, status=410),
    _kind("history", lambda network: corrected(network) + "history/"),
    _kind("tag", "/tags/archives/"),
    _kind("tags", "/tags/"),
    _kind("blog-tags", "/tomasz/tags/"),
    _kind("place", "/places/vietnam/"),
    _kind("places", "/places/"),
    _kind("bloggers", "/bloggers/"),
    _kind("blogger-about", "/tomasz/about/"),
    _kind("best-bits", "/best-bits/"),
    _kind("archive", "/archive/"),
    _kind("blog-archive", "/tomasz/archive/"),
    _kind("month", lambda network: "/archive/{}/{}/".format(*talked_of(network).split("/")[2:4])),
    _kind("search", "/search/"),
    _kind("search-results", "/search/?q=harbour"),
    _kind("search-empty", "/search/?q=xyzzyplugh"),
    _kind("search-wrong", "/search/?q=tea&from=2026-13-45", status=400),
    _kind("comments", "/comments/"),
    _kind("blog-comments", "/tomasz/comments/"),
    _kind("follow", "/follow/"),
    _kind("blog-follow", "/tomasz/follow/"),
    _kind("about", "/about/"),
    _kind("comment-policy", "/comment-policy/"),
    _kind("missing", "/nobody/was/here/", status=404),
    _kind("sign-in", "/sign-in/"),
    _kind("sign-in-wrong", "/sign-in/", then=_refused("main form", email="nobody@global.example", password="nothing")),
    _kind("invitation", invitation),
    _kind("invitation-wrong", invitation, then=_refused("main form", password="short", password_again="other")),
)

ROOMS = (
    _kind("account", "/account/", "author"),
    _kind("elsewhere", "/account/elsewhere/", "author"),
    _kind("elsewhere-wrong", "/account/elsewhere/", "author", then=_refused("#key-form", ".btn", name="")),
    _kind("desk", "/desk/", "author"),
    _kind("desk-all", "/desk/?of=all", "editor"),
    _kind("editor-new", "/desk/posts/new/", "author"),
    _kind("editor-wrong", "/desk/posts/new/", "author", then=_refused("form[data-leave]", "[value=publish]")),
    _kind("editor", own, "author"),
    _kind("editor-byline", together_in_sheet, "author"),
    _kind("signature", of("posts", "/desk/posts/{}/signature/", "published_at is null"), "author"),
    _kind("editor-beside", version_sheet, "author"),
    _kind("languages", lambda network: version_sheet(network) + "languages/", "author"),
    _kind(
        "languages-wrong",
        lambda network: own(network) + "languages/",
        "author",
        then=_refused("form[action*=join]", ".btn", address="/nobody/"),
    ),
    _kind("editor-listed", "/desk/posts/new/", "author", then=_listed),
    _kind("desk-state", "/desk/?state=in-review", "author"),
    _kind("editor-typed", own, "author", then=_typed),
    _kind("unsaved", own, "author", then=_typed_and_seen),
    _kind("editor-draft", drafted, "author"),
    _kind("review-link", drafted, "author", then=_send_by_link),
    _kind("review-by-link", drafted, "author", then=_follow_link),
    _kind("review", drafted, "editor", together=_comment),
    _kind("reviews", drafted, "editor", together=_said),
    _kind("profile", "/desk/profile/", "author"),
    _kind("profile-wrong", "/desk/profile/", "author", then=_refused("form[data-leave]", name="")),
    _kind("pictures", "/desk/pictures/", "author"),
    _kind("pictures-all", "/desk/pictures/?of=all", "editor"),
    _kind("picture", picture, "author"),
    _kind("picture-wrong", picture, "editor", then=_refused("form[data-leave]", credit_url="javascript:go()")),
    _kind("moderation", "/moderation/", "editor"),
    _kind("moderation-refused", "/moderation/?state=refused", "editor"),
    _kind("case", of("comments", "/moderation/{}/", "state = 'waiting'"), "editor"),
    _kind("admin", "/admin/", "administrator"),
    _kind("admin-accounts", "/admin/accounts/", "administrator"),
    _kind("admin-account", of("accounts", "/admin/accounts/{}/"), "administrator"),
    _kind("admin-accounts-wrong", "/admin/accounts/", "administrator", then=_refused("main form[method=post]", email="nobody")),
    _kind("admin-bloggers", "/admin/bloggers/", "administrator"),
    _kind("admin-bloggers-wrong", "/admin/bloggers/", "administrator", then=_refused("main form[method=post]", place="Nowhere")),
    _kind("admin-blogger", of("bloggers", "/admin/bloggers/{}/"), "administrator"),
    _kind(
        "admin-appointment",
        lambda n: "/admin/bloggers/{1}/appointments/{0}/".format(*n.rows("select id, blogger_id from appointments")[0]),
        "administrator",
    ),
    _kind("admin-tags", "/admin/tags/", "administrator"),
    _kind("admin-tag", of("tags", "/admin/tags/{}/"), "administrator"),
    _kind("admin-pages", "/admin/pages/", "administrator"),
    _kind("admin-page", "/admin/pages/about/", "administrator"),
    _kind("admin-settings", "/admin/settings/", "administrator"),
    _kind("admin-audit", "/admin/audit/", "administrator"),
)

EVERY = READING + ROOMS
NAMED = {kind.name: kind for kind in EVERY}
