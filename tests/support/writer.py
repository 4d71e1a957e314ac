"""A process that writes pairs of rows, and says after each commit what it has written, until it is killed."""

import sys

from network.app import create_app
from network.base.database import db, transaction
from network.base.site import SiteSetting

if __name__ == "__main__":
    app = create_app()
    with app.app_context():
        for number in range(1_000_000):
            with transaction():
                db.session.add(SiteSetting(name=f"a{number}", value="x" * 500))
                db.session.flush()
                db.session.add(SiteSetting(name=f"b{number}", value="x" * 500))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
