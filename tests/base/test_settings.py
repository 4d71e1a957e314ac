"""What an installation is told at its start, and what is wrong with it, all at once."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from network.base.settings import SettingsError, load, unknown


def test_nothing_need_be_said(tmp_path: Path) -> None:
    told = load({"NETWORK_INSTANCE": str(tmp_path)})

    assert told.is_sqlite
    assert told.database == f"sqlite:///{tmp_path / 'network.db'}"
    assert told.media_folder == tmp_path / "media"
    assert told.page_cache_mb == 64


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "network.toml").write_text('site_name = "From the file"\nposts_per_page = 7\nthrottle = false\n')

    told = load({"NETWORK_INSTANCE": str(tmp_path), "NETWORK_SITE_NAME": "From outside"})

    assert (told.site_name, told.posts_per_page, told.throttle) == ("From outside", 7, False)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as told:
        load(
            {
                "NETWORK_INSTANCE": str(tmp_path),
                "NETWORK_COMMENTS": "maybe",
                "NETWORK_THROTTLE": "perhaps",
                "NETWORK_PAGE_CACHE_MB": "-1",
                "NETWORK_UPLOAD_MB": "many",
            }
        )

    for name in ("COMMENTS", "THROTTLE", "PAGE_CACHE_MB", "UPLOAD_MB"):
        assert f"NETWORK_{name} is " in str(told.value)


def test_what_cannot_be_true_is_told_at_once_too(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as told:
        load(
            {
                "NETWORK_INSTANCE": str(tmp_path),
                "NETWORK_BASE_URL": "blogs.example/path",
                "NETWORK_DATABASE_URL": "mysql://x",
                "NETWORK_MEDIA_URL": "ftp://x",
                "NETWORK_POSTS_PER_PAGE": "0",
            }
        )

    for name in ("BASE_URL", "DATABASE_URL", "MEDIA_URL", "POSTS_PER_PAGE"):
        assert f"NETWORK_{name} must " in str(told.value)


@pytest.mark.parametrize("file", ["site_name = ", 'site_nmae = "x"', "\x00", "site_name = 'x'\nsite_name = 'y'"])
def test_a_file_with_a_slip_of_the_pen_is_refused(tmp_path: Path, file: str) -> None:
    (tmp_path / "network.toml").write_text(file)

    with pytest.raises(SettingsError, match=r"network\.toml"):
        load({"NETWORK_INSTANCE": str(tmp_path)})


def test_the_secret_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    first, second = load({"NETWORK_INSTANCE": str(tmp_path)}), load({"NETWORK_INSTANCE": str(tmp_path)})

    assert len(first.secret_key) > 40
    assert first.secret_key == second.secret_key
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize("kept", [b"", b"short\n", b"\xff" * 60])
def test_a_key_that_anybody_could_guess_signs_nothing(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / "secret-key").write_bytes(kept)

    with pytest.raises(SettingsError, match="Take the file away, and one is made"):
        load({"NETWORK_INSTANCE": str(tmp_path)})
    with pytest.raises(SettingsError, match="at least 32 characters"):
        load({"NETWORK_INSTANCE": str(tmp_path / "new"), "NETWORK_SECRET_KEY": "guess"})


def test_all_who_begin_at_once_have_one_key(tmp_path: Path) -> None:
    told = {"NETWORK_INSTANCE": str(tmp_path / "new")}
    with ThreadPoolExecutor(8) as pool:
        keys = {settings.secret_key for settings in pool.map(load, [told] * 40)}

    assert len(keys) == 1
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret-key"]


def test_an_instance_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(SettingsError, match="cannot be written"):
        load({"NETWORK_INSTANCE": str(tmp_path / "file" / "instance")})


@pytest.mark.parametrize("url", ["postgres://h/db", "postgresql://h/db"])
def test_both_spellings_of_postgresql_are_known(tmp_path: Path, url: str) -> None:
    told = load({"NETWORK_INSTANCE": str(tmp_path), "NETWORK_DATABASE_URL": url})

    assert told.database == "postgresql+psycopg://h/db"
    assert not told.is_sqlite


def test_a_name_that_is_no_setting_is_noticed() -> None:
    assert unknown({"NETWORK_SITE_NAME": "x", "NETWORK_SITE_NMAE": "x", "HOME": "/"}) == ["NETWORK_SITE_NMAE"]


@pytest.mark.parametrize(("word", "meant"), [("on", True), ("OFF", False), ("1", True), ("no", False), ("true", True)])
def test_on_and_off_are_said_in_many_ways(tmp_path: Path, word: str, meant: bool) -> None:
    assert load({"NETWORK_INSTANCE": str(tmp_path), "NETWORK_THROTTLE": word}).throttle is meant
