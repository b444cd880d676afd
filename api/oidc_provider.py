"""An OpenID provider, as its client meets it: discovery, keys, and a code for an ID token."""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx2
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from api.oidc_claims import Claims
from api.oidc_flow import Flow
from settings.oidc import OidcSettings

DISCOVERY = "/.well-known/openid-configuration"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures with a key of the provider's own: never none, and no secret that we share."""
_KEPT_SECONDS = 3600.0
_AGAIN_SECONDS = 10.0
_TIMEOUT_SECONDS = 10.0


class ProviderError(Exception):
    """The provider cannot be asked, or says what it must not. The reason is fit for logs."""


class TokenError(ProviderError):
    """An ID token that is not to be believed. The reason is fit for logs."""


class Provider:
    """Metadata and keys are kept for an hour; a key that is not known yet is asked for at once,
    but not again and again, as anybody can name one."""

    def __init__(self, config: OidcSettings, redirect_uri: str) -> None:
        self.config = config
        self.redirect_uri = redirect_uri
        self._metadata: tuple[float, Mapping[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def authorization_url(self, flow: Flow) -> str:
        asked = {
            "response_type": "code",
            "client_id": self.config.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": " ".join(self.config.scopes),
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": flow.challenge,
            "code_challenge_method": "S256",
        }
        endpoint = await self._endpoint("authorization_endpoint")
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    async def claims(self, code: str, flow: Flow) -> Claims:
        """What the ID token for this code says, once all of it is checked."""
        token = await self._id_token(code, flow)
        return await self._checked(token, self.config.client_id, flow.nonce)

    async def claims_of(self, token: str, client_id: str) -> Claims:
        """What an ID token says that another client was given: its nonce is for that one to
        check. Raises TokenError where it is not to be believed."""
        return await self._checked(token, client_id, None)

    async def _id_token(self, code: str, flow: Flow) -> str:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "client_id": self.config.client_id,
            "code_verifier": flow.verifier,
        }
        secret = self.config.client_secret
        auth = (self.config.client_id, secret.get_secret_value()) if secret else None
        answer = await _ask("POST", await self._endpoint("token_endpoint"), data=form, auth=auth)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise ProviderError("no ID token in its answer")
        return token

    async def _checked(self, token: str, client_id: str, nonce: str | None) -> Claims:
        expected = jwt.JWTClaimsRegistry(
            leeway=self.config.leeway_seconds,
            iss={"essential": True, "value": self.config.issuer},
            aud={"essential": True, "value": client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce} if nonce else {},
        )
        try:
            try:
                read = jwt.decode(token, await self._key_set(), ALGORITHMS)
            except InvalidKeyIdError:
                read = jwt.decode(token, await self._key_set(again=True), ALGORITHMS)
            expected.validate(read.claims)
        except (JoseError, ValueError) as problem:
            raise TokenError(f"its ID token: {problem}") from problem
        if str(read.header.get("typ", "JWT")).upper() != "JWT":
            raise TokenError("its token is no ID token (typ)")
        alone = not isinstance(read.claims["aud"], list) or len(read.claims["aud"]) == 1
        if read.claims.get("azp", client_id if alone else None) != client_id:
            raise TokenError("its ID token is for another client (azp)")
        return read.claims

    async def _key_set(self, *, again: bool = False) -> KeySet:
        kept = _AGAIN_SECONDS if again else _KEPT_SECONDS
        if self._keys is None or time.monotonic() - self._keys[0] > kept:
            found = await _ask("GET", await self._endpoint("jwks_uri"))
            self._keys = time.monotonic(), KeySet.import_key_set({"keys": found.get("keys", [])})
        return self._keys[1]

    async def _endpoint(self, name: str) -> str:
        if self._metadata is None or time.monotonic() - self._metadata[0] > _KEPT_SECONDS:
            found = await _ask("GET", self.config.issuer.rstrip("/") + DISCOVERY)
            if found.get("issuer") != self.config.issuer:
                raise ProviderError("its metadata name another issuer")
            self._metadata = time.monotonic(), found
        endpoint = self._metadata[1].get(name)
        secure = isinstance(endpoint, str) and (
            endpoint.startswith("https://") or self.config.issuer.startswith("http://")
        )
        if not secure:
            raise ProviderError(f"its metadata have no safe {name}")
        return str(endpoint)


async def _ask(method: str, url: str, **content: Any) -> Mapping[str, Any]:
    try:
        async with httpx2.AsyncClient(timeout=_TIMEOUT_SECONDS, trust_env=False) as http:
            answer = await http.request(method, url, **content)
            answer.raise_for_status()
            found = answer.json()
    except (httpx2.HTTPError, ValueError) as problem:  # its text may hold the code
        raise ProviderError(f"{method} failed: {type(problem).__name__}") from None
    if not isinstance(found, dict):
        raise ProviderError("its answer is no object")
    return found
