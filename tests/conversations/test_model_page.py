"""Stephen Hale's blog made anew from the model page: each of its elements stands on blog and post."""

from datetime import datetime

import pytest

from network.base.database import transaction
from network.bloggers import actions as bloggers
from network.media import actions as media
from tests.media.pictures import picture
from tests.support.model_page import _OURS, model

EVERYWHERE = ("Advanced search", "Global conversations")
FURNITURE = (*EVERYWHERE, "Recent comments", "Full archive of blog entries", "RSS feed", "Tag cloud", "Best bits")


@pytest.fixture(params=["given", "ours"])
def page_text(request):
    return model() if request.param == "given" else model(_OURS)


@pytest.fixture
def post(make, page_text):
    """The post of the model page, on a blog that is set up as its blog is."""
    told = page_text
    top = media.read(picture())
    day = datetime.strptime(told.day, "%d %B %Y").date()
    with transaction():
        image = media.keep(top)
    blog = make.blogger("stephen-hale", name=told.name, role=told.role, place=f"{told.place}, GB", description=told.description)
    with transaction():
        bloggers.show_pictures(blog, top_image_id=image.id, top_image_alt="A street in the rain")
    post = make.post(
        by=blog, title=told.title, body="\n\n".join(told.body), tags=", ".join(told.tags), date=str(day), best_bit=told.body[0]
    )
    make.comment(post, "I was there, and it was so.", name="Ngozi")
    return post


def test_the_blog_has_everything_of_the_model_page(site, post, page_text):
    blog = site.get("/stephen-hale/")

    assert blog.one("h1") == page_text.name
    assert blog.one("header.who .p-job-title") == page_text.role
    assert blog.one("header.who .p-locality") == page_text.place
    assert page_text.description in blog.words
    assert blog.one("img.band")["alt"] == "A street in the rain"
    assert page_text.title in blog.links
    assert "I was there, and it was so." in blog.one("section:has(> h2#recent)")
    assert page_text.body[0] in blog.one("section.bits")
    assert sorted(part.element.text for part in blog.all(".cloud a")) == sorted(page_text.tags)
    assert site.get(blog.links["2009"]).has(f"a[href='{site.path('/stephen-hale/2009/03/')}{post.slug}/']")
    for words in FURNITURE:
        assert words in blog.words
    for words in ("Advanced search", "Global conversations", "RSS feed", "By year and month", page_text.title):
        blog.click(words)


def test_the_post_has_everything_of_the_model_page(site, post, page_text):
    page = site.get("/stephen-hale/").click(page_text.title)

    assert page.address == f"/stephen-hale/2009/03/{post.slug}/"
    assert page.one("h1") == page_text.title
    assert str(page.one("p.posted")).startswith(page_text.posted)
    assert page.one("p.posted") == f"{page_text.posted}, {page_text.role}, {page_text.place}"
    assert page.one("p.posted time")["datetime"] == "2009-03-25"
    assert [p.words for p in page.all(".e-content p")] == [line.strip() for line in page_text.body]
    assert sorted(part.words for part in page.all("a.p-category")) == sorted(page_text.tags)
    assert page_text.description in page.words
    for words in (*FURNITURE, "Share this with:", "Have an opinion?"):
        assert words in page.words
    assert {"Email", "Bluesky", "LinkedIn"} <= set(page.links)
    assert "I was there, and it was so." in page.one("article#c1")
    assert page.form("Send for reading").action == page.address + "comments/"
    for words in (*EVERYWHERE, "Full archive of blog entries", "RSS feed", page_text.name, page_text.tags[0]):
        page.click(words)


def test_the_post_stands_in_every_list_that_it_belongs_to(site, post, page_text):
    tag = page_text.tags[0]
    whole = "/ /archive/2009/ /archive/2009/03/ /places/london/ /places/united-kingdom/"
    own = "/stephen-hale/2009/ /stephen-hale/2009/03/ /search/?blogger=stephen-hale&from=2009-03-25&to=2009-03-25"
    for address in [*whole.split(), *own.split(), f"/tags/{tag}/", f"/stephen-hale/tags/{tag}/"]:
        assert page_text.title in site.get(address).links, address
