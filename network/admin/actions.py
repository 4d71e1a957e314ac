"""What editors and administrators do, each with its line in the audit trail."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from network.accounts import actions as accounts
from network.accounts.actions import audit
from network.accounts.models import Account
from network.base import site
from network.base.database import db
from network.base.web import Refused
from network.bloggers import actions as bloggers
from network.bloggers.models import Appointment, Blogger, BloggerAccount
from network.clearance import actions as clearance
from network.conversations import pages
from network.conversations.models import SitePage
from network.places import actions as places
from network.posts import topics
from network.posts.models import Tag


def invite(by: Any, email: str, name: str, role: str, blogs: Sequence[Blogger]) -> tuple[Account, str]:
    """A new account and the secret of its link."""
    account = accounts.create(email, name, role)
    audit(by, "account created", account.email, after=role)
    for blogger in blogs:
        let_write(by, account, blogger)
    return account, accounts.invite(account)


def new_link(by: Any, account: Account) -> str:
    """The secret of another link: for an invitation that was lost, or a password that was."""
    if account.ended_at or account.suspended_at:
        raise Refused("This account is closed, so a link would not open it. Lift the suspension first.", 422)
    audit(by, "account invited", account.email, before=account.state)
    return accounts.invite(account)


def change_account(by: Any, account: Account, name: str, role: str) -> None:
    """Another name or role. The last administrator stays one."""
    former_name, former_role = account.name, account.role
    accounts.change_role(account, role)
    accounts.describe(account, name, account.language)
    if former_role != role:
        audit(by, "role changed", account.email, before=former_role, after=role)
    if former_name != account.name:
        audit(by, "account renamed", account.email, before=former_name, after=account.name)


def suspend(by: Any, account: Account, reason: str) -> None:
    before = account.state
    accounts.suspend(account, reason)
    audit(by, "account suspended", account.email, before=before, after=reason)


def lift_suspension(by: Any, account: Account) -> None:
    if account.suspended_at is not None:
        audit(by, "suspension lifted", account.email, before=account.suspended_reason or "")
        accounts.lift_suspension(account)


def end(by: Any, account: Account) -> None:
    before = account.state
    accounts.end(account)
    audit(by, "account ended", account.email, before=before, after=account.state)


def let_write(by: Any, account: Account, blogger: Blogger) -> None:
    """Put an account on a blog."""
    if account.ended_at is not None:
        raise Refused("That account has ended. Choose another.", 422)
    if not account.is_author:
        raise Refused("A reader cannot write on a blog. Make the account an author first.", 422)
    if not _writes_on(account, blogger):
        bloggers.let_write(blogger, account.id)
        audit(by, "blog given", blogger.handle, after=account.email)


def let_write_no_more(by: Any, account: Account, blogger: Blogger) -> None:
    """Take an account off a blog; bylines stay."""
    if _writes_on(account, blogger):
        bloggers.let_write_no_more(blogger, account.id)
        audit(by, "blog taken", blogger.handle, before=account.email)


def narrow_moderation(by: Any, account: Account, blogs: Sequence[Blogger], former: Sequence[Blogger]) -> None:
    """Let a moderator read the comments of some blogs alone, or of all."""
    bloggers.narrow_moderation(account.id, {blogger.id for blogger in blogs})
    before, after = (", ".join(blogger.handle for blogger in some) or "all blogs" for some in (former, blogs))
    audit(by, "moderation narrowed", account.email, before=before, after=after)


def create_blogger(by: Any, handle: str, name: str, language: str, description: str, writer: Account | None) -> Blogger:
    """A profile for readers, and who writes on it, if somebody does yet."""
    blogger = bloggers.create(handle, name, language=language, description=description)
    audit(by, "blogger created", blogger.handle, after=blogger.name)
    if writer is not None:
        let_write(by, writer, blogger)
    return blogger


def change_blogger(by: Any, blogger: Blogger, name: str, handle: str, language: str) -> None:
    """Another name, address or language. Earlier bylines keep the name; the old address leads to the new one."""
    former = (blogger.handle, blogger.name, blogger.language)
    bloggers.rename(blogger, handle)
    if (name, language) != former[1:]:
        bloggers.describe(
            blogger,
            name=name,
            language=language,
            blog_title=blogger.blog_title,
            description=blogger.description,
            about=blogger.about_source,
            about_html=blogger.about_html,
            links=blogger.links,
        )
    now = (blogger.handle, blogger.name, blogger.language)
    if now != former:
        audit(by, "blogger renamed", blogger.handle, before=", ".join(former), after=", ".join(now))


def end_blog(by: Any, blogger: Blogger) -> None:
    bloggers.end(blogger)
    audit(by, "blog ended", blogger.handle)


def reopen_blog(by: Any, blogger: Blogger) -> None:
    bloggers.reopen(blogger)
    audit(by, "blog reopened", blogger.handle)


def require_clearance(by: Any, blogger: Blogger, rule: str) -> int:
    """Whether posts are cleared before they come out; gives how many plans that takes back."""
    before = blogger.clearance
    plans = clearance.require(blogger, rule)
    if before != rule:
        audit(by, "clearance changed", blogger.handle, before=before or "none", after=rule or "none")
    return plans


def appoint(by: Any, blogger: Blogger, role: str, found: Any, **further: Any) -> Appointment:
    """A further appointment, in the place that was looked up."""
    appointment = bloggers.appoint(blogger, role, places.keep(found) if found else None, **further)
    audit(by, "blogger appointed", blogger.handle, after=in_words(appointment))
    return appointment


def correct(by: Any, blogger: Blogger, appointment: Appointment, role: str, found: Any, organisation: str, days: Any) -> None:
    """Correct an appointment; bylines keep their words."""
    before = in_words(appointment)
    bloggers.correct_appointment(appointment, role, places.keep(found) if found else None, organisation, *days)
    audit(by, "appointment corrected", blogger.handle, before=before, after=in_words(appointment))


def in_words(appointment: Appointment) -> str:
    """An appointment on one line: Consul, Embassy, Valparaíso, 2024-09-02 to 2026-08-31."""
    named = (appointment.role, appointment.organisation, appointment.place.name if appointment.place else "")
    since, until = appointment.starts_on, appointment.ends_on
    held = f"{since} to {until}" if since and until else f"since {since}" if since else f"until {until}" if until else ""
    return ", ".join(filter(None, (*named, held)))


def rename_topic(by: Any, tag: Tag, name: str) -> None:
    before = tag.name
    topics.rename(tag, name)
    if before != tag.name:
        audit(by, "topic renamed", tag.slug, before=before, after=tag.name)


def merge_topics(by: Any, tag: Tag, into: Tag) -> int:
    """Move all posts of one topic to another; gives how many were moved."""
    moved = topics.merge(tag, into)
    audit(by, "topics merged", into.slug, before=tag.name, after=into.name)
    return moved


def save_page(by: Any, slug: str, title: str, source: str, html: str, *, based_on: int) -> SitePage:
    saved = pages.save_page(slug, title, source, html, based_on=based_on, by=by)
    audit(by, "page changed", slug, before=f"version {based_on}", after=f"version {saved.version}")
    return saved


def change_settings(by: Any, told: dict[str, str]) -> None:
    """Change what differs from what is in force, so that the settings file keeps its say in the rest."""
    in_force = {name: str(value) for name, value in vars(site.site()).items()}
    differing = {name: value for name, value in told.items() if in_force[name] != value}
    if differing:
        site.change(**differing)
        for name, value in differing.items():
            audit(by, "setting changed", name, before=in_force[name], after=value)


def _writes_on(account: Account, blogger: Blogger) -> bool:
    row = select(BloggerAccount.id).where(BloggerAccount.account_id == account.id, BloggerAccount.blogger_id == blogger.id)
    return db.session.scalar(row) is not None
