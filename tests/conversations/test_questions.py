"""How many questions a page asks of the database: few, and no more when it shows more."""

from datetime import timedelta

import pytest

from network.base.clock import now
from network.posts.actions import Name
from tests.support.bylines import colleague, sign_with

MOST = {"/": 8, "/hale/": 8, "/hale/2009/03/first/": 8}
PAGES = """
/ /hale/ /hale/2009/03/first/ /hale/2009/03/first/history/ /hale/archive/ /hale/tags/ /hale/comments/ /hale/about/
/archive/ /archive/2009/03/ /tags/ /tags/trade/ /places/ /places/hanoi/ /places/vietnam/ /best-bits/ /search/
/search/?q=paragraph /search/?language=en /comments/ /follow/ /bloggers/ /?language=en /?role=consul
"""
SENTENCE = "The first paragraph says why."


@pytest.mark.both
@pytest.mark.settings(page_cache_mb=0)
def test_a_page_asks_few_questions_and_as_many_for_twenty_posts_by_twenty_people_as_for_three_by_three(
    site, make, counting, let_work
):
    def asked():
        counted = {}
        for address in PAGES.split():
            site.get(address)
            with counting() as questions:
                site.app.test_client().get(address)
            counted[address] = questions.count
        return counted

    first = make.post(title="First", date="2009-03-25", tags="Trade", best_bit=SENTENCE, on_front=SENTENCE)

    def more(number):
        for n in range(number):
            place = ("Lima, PE", "Quito, EC", "Hanoi, VN", "Huế, VN")[n % 4]
            by = make.blogger(place=place, account=make.account())
            at = now() - timedelta(hours=n)
            post = make.post(by=by, at=at, tags=f"Trade, Topic {n}", best_bit=SENTENCE, on_front=SENTENCE)
            make.post(title=f"Again {n}", date="2009-03-20", tags="Trade")
            sign_with(post, [colleague("hale"), Name(name=f"Guest {n}")])
            parent = make.comment(first, f"Comment {n}", email=f"reader{n}@example.org")
            make.comment(first, f"Answer {n}", parent=parent)
            make.comment(post, f"Other {n}")
        let_work()

    more(3)
    few = asked()
    more(17)
    many = asked()
    assert {a: (few[a], many[a]) for a in many if many[a] > few[a]} == {}
    assert {a: many[a] for a, most in MOST.items() if many[a] > most} == {}
    assert max(many.values()) <= 10, many
