"""The wheel, built and installed away from the checkout, is a whole network."""

import socket
import subprocess
import sys
import venv
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from network.base.settings import PROJECT

ASKED = ("/", "/favicon.ico", "/tags/", "/readyz")


def test_the_built_wheel_serves_a_network_with_pages_and_static_files(tmp_path: Path) -> None:
    python = _installed(tmp_path)
    network, port = python.parent / "network", _free_port()
    environment = {"PATH": "/usr/bin:/bin", "NETWORK_INSTANCE": str(tmp_path / "instance")}

    told = subprocess.run([network, "--help"], capture_output=True, text=True, check=True, cwd=tmp_path, env=environment)
    server = subprocess.Popen([network, "serve", "--port", str(port), "--workers", "1"], cwd=tmp_path, env=environment)
    try:
        pages = {path: _get(server, port, path) for path in ASKED}
        front = pages["/"].decode()
        style = front.split('rel="stylesheet" href="')[1].split('"')[0]
        tokens = _get(server, port, style)
    finally:
        server.terminate()
        server.wait(20)

    assert "serve" in told.stdout and "restore" in told.stdout
    assert "<h1" in front and b"--paper" in tokens and len(pages["/favicon.ico"]) > 500
    assert pages["/readyz"] == b"ready\n"


def _get(server: "subprocess.Popen[bytes]", port: int, path: str) -> bytes:
    """What the server answers, once it is up; a server that ends before is told."""
    for _try in range(300):
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}") as answer:
                return bytes(answer.read())
        except URLError:
            with suppress(subprocess.TimeoutExpired):
                server.wait(0.1)
                raise
    raise AssertionError("the server did not answer within 30 seconds")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _installed(folder: Path) -> Path:
    """The Python of a new environment that has the wheel; its libraries are those of this one, by a path file."""
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist", PROJECT],
        check=True,
        capture_output=True,
    )
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    wheel = next((folder / "dist").glob("*.whl"))
    subprocess.run(
        [Path(sys.executable).parent / "uv", "pip", "install", "--quiet", "--offline", "--no-deps", "--python", python, wheel],
        check=True,
    )
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    own = folder / "venv" / "lib" / version / "site-packages"
    libraries = Path(sys.executable).parents[1] / "lib" / version / "site-packages"
    (own / "libraries.pth").write_text(str(libraries))
    return python
