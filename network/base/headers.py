"""Security headers, the same on every answer (CSP Level 3, Referrer Policy, Permissions Policy)."""

from flask import Flask, Response, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def init_app(app: Flask) -> None:
    @app.after_request
    def secure(response: Response) -> Response:
        headers = response.headers
        headers["X-Content-Type-Options"] = "nosniff"
        if response.mimetype == "text/html" or response.status_code >= 400:
            headers["Content-Security-Policy"] = POLICY
            headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), browsing-topics=()"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
            headers["X-Frame-Options"] = "DENY"
        if request.is_secure:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        return response
