"""A picture for the text of a post is sent by a script, which is answered as one."""

import io

from PIL import Image


def picture(width=1600, height=900):
    made = io.BytesIO()
    Image.new("RGB", (width, height), "#0d566b").save(made, "PNG")
    return io.BytesIO(made.getvalue())


def test_a_picture_is_kept_and_its_address_told(site, cast):
    told = site.post("desk.keep_picture", {"picture": (picture(), "ramp.png")}, as_=cast.stephen, status=201).json

    assert (told["width"], told["height"]) == (1280, 720)
    assert site.get(told["src"]).bytes[:4] == b"RIFF"
    small = site.post("desk.keep_picture", {"picture": (picture(300, 200), "lamp.png")}, as_=cast.stephen, status=201).json
    assert (small["src"].rpartition("/")[2], small["width"], small["height"]) == ("300.webp", 300, 200)


def test_what_is_wrong_is_told_in_a_sentence(site, cast):
    none = site.post("desk.keep_picture", {}, as_=cast.stephen, status=422)
    damaged = site.post("desk.keep_picture", {"picture": (io.BytesIO(b"GIF89a"), "a.gif")}, as_=cast.stephen, status=422)

    assert none.json == {"error": "Choose a picture first."}
    assert damaged.json["error"].startswith("That file is not a picture")


def test_a_script_is_answered_as_one_when_nobody_is_signed_in(site):
    away = site.post("desk.keep_picture", {}, status=401, headers={"Accept": "application/json"})

    assert away.json["error"].startswith("You are not signed in any more")


def test_a_preview_gives_a_script_the_text_alone(site, cast):
    sent = {
        "title": "T",
        "body": "## Two\n\nA ramp^[Of stone.]",
        "body_format": "markdown",
        "language": "en",
        "action": "preview",
    }
    told = site.post("/desk/posts/new/?blog=hale", sent, as_=cast.stephen, headers={"Accept": "application/json"}).json

    assert told == {"html": '<h2>Two</h2>\n<p>A ramp<small role="doc-footnote">Of stone.</small></p>'}
