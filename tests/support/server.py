"""A process of its own that serves the network. Run as `python -m tests.support.server`; it prints its port."""

import logging

from werkzeug.serving import make_server

from network.app import create_app

if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, create_app(), threaded=True)
    print(server.port, flush=True)
    server.serve_forever()
