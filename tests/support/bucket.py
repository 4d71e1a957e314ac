"""An S3 server on loopback."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock
from urllib.request import Request, urlopen

KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_EC2_METADATA_DISABLED": "true"}


@contextmanager
def s3() -> Iterator[str]:
    """The address of an empty bucket, as NETWORK_MEDIA_URL takes it; the keys to it stand in the environment."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        endpoint = "http://{}:{}".format(*server.get_host_and_port())
        urlopen(Request(f"{endpoint}/moto-api/reset", method="POST")).close()  # it remembers other servers of this process
        with mock.patch.dict(os.environ, KEYS):
            client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
            client.create_bucket(Bucket="pictures")
            client.put_object(Bucket="pictures", Key="others/file.txt", Body=b"Not ours.")
            client.close()
            yield f"s3://pictures/of/network?endpoint={endpoint}&region=us-east-1"
    finally:
        server.stop()
