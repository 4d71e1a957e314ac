"""A post from the first word to the last correction, as its author sees it."""

from network.posts import queries


def test_a_post_is_written_saved_and_published(site, cast):
    sheet = site.get("desk.front", as_=cast.stephen).click("Write a post").form("[data-leave]")

    saved = sheet.fill(title="Two clocks", body="One is for **ships**.", tags="harbours").send("save", status=303)

    page = saved.follow()
    assert "Saved as a draft. Readers do not see it." in page.words
    page = page.form("[data-leave]").send("publish", status=303).follow()
    assert "Published as Head of Engagement, Digital Diplomacy, London, " in page.one(".flash").words
    read = page.click("Read it")
    assert read.one("h1") == "Two clocks"
    assert read.one(".prose strong") == "ships"
