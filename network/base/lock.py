"""Who uses the instance folder: any number of servers together, or one restore alone.

The lock is the operating system's (`flock`), so that it ends with the last process that holds it, however that ends.
"""

import fcntl
import os
from pathlib import Path


class InUse(Exception):
    """Somebody else holds the folder."""


def share(instance: Path) -> int:
    """Hold the folder beside other servers; gives what must stay open for as long as it is held."""
    return _held(instance, fcntl.LOCK_SH)


def alone(instance: Path) -> int:
    """Hold the folder against everyone; InUse when a server runs on it."""
    return _held(instance, fcntl.LOCK_EX)


def _held(instance: Path, kind: int) -> int:
    instance.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(instance / "serve.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise InUse from None
    return descriptor
