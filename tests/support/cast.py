"""The people of the tests, made by the same actions as in life."""

from dataclasses import dataclass

from network.accounts import actions as accounts
from network.accounts import queries
from network.accounts.models import Account
from network.base.database import transaction
from network.bloggers import actions as bloggers
from network.places.actions import place_for

PASSWORD = "violet harbour seven lamps"
_PEOPLE = {
    "administrator": ("administrator", "Ada Quist"),
    "editor": ("editor", "Edith Marsh"),
    "moderator": ("moderator", "Milo Okafor"),
    "stephen": ("author", "Stephen Hale"),
    "lan": ("author", "Lan Pham"),
    "reader": ("reader", "Rosa Lind"),
    "suspended": ("author", "Sven Aho"),
}


@dataclass(frozen=True)
class Person:
    """Somebody who signs in. `blog` is the handle of the blog that they write on, if they do."""

    id: int
    name: str
    email: str
    role: str
    blog: str = ""
    password: str = PASSWORD

    @property
    def account(self) -> Account:
        """The row, in the session of the test."""
        found = queries.find(self.id)
        assert found is not None
        return found


@dataclass(frozen=True)
class Cast:
    """An administrator, an editor, a moderator of all blogs, two authors with a blog each, a reader, and one suspended."""

    administrator: Person
    editor: Person
    moderator: Person
    stephen: Person
    lan: Person
    reader: Person
    suspended: Person

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(vars(self).values())


def bring_on() -> None:
    """Make everybody: Stephen Hale writes from London on `hale`, Lan Pham from Hanoi on `lan`."""
    hashed = accounts.password_hash(PASSWORD)
    with transaction():
        made = {
            key: accounts.create(f"{key}@example.org", name, role, password_hash=hashed) for key, (role, name) in _PEOPLE.items()
        }
        accounts.suspend(made["suspended"], "Left without a word.")
        hale = bloggers.create(
            "hale", "Stephen Hale", description="On what the web does to diplomacy.", blog_title="Stephen Hale"
        )
        lan = bloggers.create("lan", "Lan Pham", description="Trade, coffee and rain.", blog_title="From Hanoi")
        bloggers.appoint(
            hale,
            "Head of Engagement, Digital Diplomacy",
            place_for("London, GB"),
            organisation="Foreign and Commonwealth Office",
        )
        bloggers.appoint(lan, "Consul", place_for("Hanoi, VN"))
        bloggers.let_write(hale, made["stephen"].id)
        bloggers.let_write(lan, made["lan"].id)


def everybody() -> Cast:
    """The cast that stands in this database."""
    blogs = {"stephen": "hale", "lan": "lan"}
    people = {}
    for key, (role, name) in _PEOPLE.items():
        account = queries.by_email(f"{key}@example.org")
        assert account is not None
        people[key] = Person(account.id, name, account.email, role, blogs.get(key, ""))
    return Cast(**people)
