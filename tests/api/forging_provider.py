"""A provider that says what a test wants it to, and holds its client to PKCE."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.api.oidc_provider import query_of

CLIENT = "phaseout"
NEVER_BELIEVED: tuple[dict[str, Any], ...] = (
    {"iss": "https://issuer.example"},
    {"iss": None},
    {"aud": None},
    {"exp": 1_700_000_000},
    {"exp": None},
    {"iat": 4_000_000_000},
    {"iat": None},
    {"nbf": 4_000_000_000},
    {"sub": None},
    {"sub": 7},
)
"""Claims of an ID token, wrong or left out, whoever it is for."""


class Forger:
    """Codes are the challenge that they were given for."""

    def __init__(self) -> None:
        self.url = ""
        self.key = RSAKey.generate_key(2048, {"kid": "first"})
        self.shown = [self.key]
        self.header: dict[str, Any] = {"alg": "RS256", "kid": "first"}
        self.signing: Any = self.key
        self.changes: dict[str, Any] = {}
        self.endpoints: dict[str, Any] = {}
        self.keys_asked_for = 0
        self._nonces: dict[str, str] = {}

    def signs_in(self, authorization_url: str) -> dict[str, str]:
        asked = query_of(authorization_url)
        self._nonces[asked["code_challenge"]] = asked["nonce"]
        return {"code": asked["code_challenge"], "state": asked["state"]}

    def answer(self, path: str, form: dict[str, str]) -> dict[str, Any]:
        match path:
            case "/.well-known/openid-configuration":
                named = {
                    "issuer": self.url,
                    "authorization_endpoint": f"{self.url}/authorize",
                    "token_endpoint": f"{self.url}/token",
                    "jwks_uri": f"{self.url}/keys",
                }
                return named | self.endpoints
            case "/keys":
                self.keys_asked_for += 1
                return {"keys": [key.as_dict(private=False) for key in self.shown]}
            case _:
                return self._token(form)

    def _token(self, form: dict[str, str]) -> dict[str, Any]:
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != form["code"]:
            return {"error": "invalid_grant"}
        return {"id_token": self.id_token(nonce=self._nonces[challenge])}

    def id_token(self, **claims: Any) -> str:
        now = int(time.time())
        said = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "forged",
            "iat": now,
            "exp": now + 300,
            "groups": ["supervision"],
        }
        said = {
            name: value
            for name, value in (said | claims | self.changes).items()
            if value is not None
        }
        return jwt.encode(self.header, said, self.signing, algorithms=["RS256", "HS256", "none"])


@contextmanager
def forging() -> Iterator[Forger]:
    forger = Forger()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say({name: values[0] for name, values in parse_qs(body).items()})

        def _say(self, form: dict[str, str]) -> None:
            content = json.dumps(forger.answer(self.path, form)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    forger.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield forger
    server.shutdown()
    thread.join()
    server.server_close()
