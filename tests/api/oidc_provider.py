"""An OpenID provider in a process of its own, and a browser that goes there and back."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2

STARTS_WITHIN_SECONDS = 60


class Provider:
    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def knows(self, subject: str, **claims: Any) -> None:
        """Of a person, from now on."""
        answer = httpx2.put(f"{self.url}/users/{subject}", json=claims, trust_env=False)
        answer.raise_for_status()

    def signs_in(self, authorization_url: str, subject: str) -> dict[str, str]:
        """The person agrees; gives what the provider sends back to the service."""
        assert authorization_url.startswith(self.url)
        return self._answered(authorization_url, {"sub": subject})

    def declines(self, authorization_url: str) -> dict[str, str]:
        return self._answered(authorization_url, {"action": "deny"})

    def tokens(self, subject: str, client_id: str) -> dict[str, str]:
        """What another service gets when the person signs in there."""
        redirect_uri = "https://elsewhere.example/callback"
        asked = {
            "response_type": "code",
            "client_id": client_id,
            "redirect_uri": redirect_uri,
            "scope": "openid profile",
            "nonce": "of that service",
        }
        sent_back = self.signs_in(f"{self.url}/oauth2/authorize?{urlencode(asked)}", subject)
        answer = httpx2.post(
            f"{self.url}/oauth2/token",
            data={
                "grant_type": "authorization_code",
                "code": sent_back["code"],
                "redirect_uri": redirect_uri,
            },
            auth=(client_id, "of that service"),
            trust_env=False,
        )
        assert answer.status_code == 200, answer.text
        found: dict[str, str] = answer.json()
        return found

    def _answered(self, url: str, form: dict[str, str]) -> dict[str, str]:
        answer = httpx2.post(url, data=form, trust_env=False)
        assert answer.status_code == 302, answer.text
        return query_of(answer.headers["location"])


def query_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@contextmanager
def running_provider(**options: Any) -> Iterator[Provider]:
    """`options` are those of its command line, as `token_max_age=-3600`."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    arguments = [
        word
        for name, value in options.items()
        for word in (f"--{name.replace('_', '-')}", json.dumps(value))
    ]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, port)
        yield Provider(port)
    finally:
        process.terminate()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, "the provider ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the provider did not start")
