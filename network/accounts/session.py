"""Who is asking: Flask-Login's cookie session, whose user id is the secret of a sign-in that can be ended."""

from datetime import timedelta
from typing import Any

from flask import Flask, Response, has_request_context, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user

from network.accounts import actions
from network.accounts.models import Account, SignIn
from network.base.clock import now
from network.base.settings import Settings
from network.base.web import VISITOR, Viewer


class SignedIn(UserMixin):  # type: ignore[misc]
    """A sign-in in the shape that Flask-Login wants."""

    def __init__(self, secret: str, sign_in: SignIn | None) -> None:
        self.secret = secret
        self.sign_in = sign_in

    def get_id(self) -> str:
        return self.secret


class Sessions(SecureCookieSessionInterface):
    """Sets the cookie on private answers alone: what anyone may keep carries nobody's sign-in, and varies by none."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not response.cache_control.public:
            super().save_session(app, session, response)


def sign_in(account: Account) -> None:
    """Begin a new session for an account in this browser; an older one in it does not carry over."""
    _end_own()
    session.clear()
    session.permanent = True
    secret = actions.begin_sign_in(account, request.headers.get("User-Agent", ""))
    login_user(SignedIn(secret, None))


def sign_out() -> None:
    """End this browser's sign-in, so that its cookie is worth nothing even where it was copied."""
    _end_own()
    logout_user()
    session.clear()


def _end_own() -> None:
    own = current_sign_in()
    if own is not None:
        own.ended_at = own.ended_at or now()


def current_sign_in() -> SignIn | None:
    """The sign-in of this request."""
    return current_user.sign_in if current_user and current_user.is_authenticated else None


def init_app(app: Flask, settings: Settings) -> None:
    secure = settings.base_url.startswith("https://")
    app.config.update(
        SESSION_COOKIE_NAME="__Host-network" if secure else "network",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=settings.session_days),
    )
    app.session_interface = Sessions()
    manager = LoginManager()
    manager.init_app(app)

    @manager.user_loader
    def load(secret: str) -> Any:
        found = actions.sign_in_of(secret)
        if found is None:
            return None
        actions.note_seen(found)
        return SignedIn(secret, found)

    def viewer() -> Viewer:
        if not has_request_context() or app.config["SESSION_COOKIE_NAME"] not in request.cookies:
            return VISITOR
        own = current_sign_in()
        return own.account if own else VISITOR

    app.extensions["viewer"] = viewer
