"""Forged requests: one that changes something must come from a page of our own.

Read from `Sec-Fetch-Site` (W3C Fetch Metadata), else from `Origin` (RFC 6454). A program that sends neither, such as
curl, carries no cookie of a reader by accident and is let through.
"""

from urllib.parse import urlsplit

from flask import abort, request


def require_same_origin() -> None:
    """403 unless the request comes from this site."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        if site not in ("same-origin", "none"):
            abort(403, "This form was sent from another site, so nothing was done. Open it here and send it again.")
    elif origin is not None and urlsplit(origin).netloc != request.host:
        abort(403, "This form was sent from another site, so nothing was done. Open it here and send it again.")
