"""Temporal's own pages in a browser, where somebody has signed in to them.

The dev server's pages have no sign-in. What a server with one does to a browser is done here
instead: its settings say so, and a cookie brings the tokens of the sign-in. The settings are
changed in the page: were Playwright to intercept requests, it would answer CORS preflights itself.
"""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Response

from tests.browser.chromium import PATIENCE_MILLISECONDS

LARGEST_COOKIE = 4000
SETTINGS_WITH = """{
    const fetched = window.fetch;
    window.fetch = async (...asked) => {
        const answer = await fetched(...asked);
        if (!answer.url.includes("/api/v1/settings")) return answer;
        return Response.json({...await answer.json(), ...CHANGES});
    };
}"""


class TemporalPages:
    """`codec` is the remote codec endpoint that their server names, to which tokens are passed."""

    def __init__(self, browser: Browser, url: str, codec: str) -> None:
        self._browser = browser
        self._url = url
        self._changes = {
            "Auth": {"Enabled": True},
            "Codec": {"Endpoint": codec, "PassAccessToken": True},
            "DisableNewsFetch": True,
        }

    @contextmanager
    def signed_in(self, tokens: dict[str, str]) -> Iterator["Signed"]:
        """`tokens` are those that the provider gave. The codec's certificate is its own."""
        context = self._browser.new_context(ignore_https_errors=True, locale="en-US")
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        context.add_init_script(SETTINGS_WITH.replace("CHANGES", json.dumps(self._changes)))
        user = {"AccessToken": tokens["access_token"], "IDToken": tokens["id_token"]}
        cookie = base64.b64encode(json.dumps(user).encode()).decode()
        assert len(cookie) <= LARGEST_COOKIE, "their server would make several"
        context.add_cookies(
            [{"name": "user0", "value": cookie, "url": self._url, "sameSite": "Strict"}]
        )
        yield Signed(context.new_page(), self._url)
        context.close()


class Signed:
    """Somebody who is signed in, and looks at a workflow."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.codec_said: list[int] = []
        self._url = url
        page.on("response", self._heard)

    def open_first_update(self, workflow: str) -> None:
        self.page.goto(f"{self._url}/namespaces/default/workflows/{workflow}")
        self.page.get_by_text("Event History").first.click()
        self.page.get_by_text("Workflow Execution Update Accepted").first.click()

    def _heard(self, response: Response) -> None:
        if "/codec/decode" in response.url and response.request.method == "POST":
            self.codec_said.append(response.status)
