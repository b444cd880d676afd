"""A real Chromium, Debian's: the browsers that Playwright would bring along are not needed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

PATIENCE_MILLISECONDS = 60_000
REQUIRED = os.environ.get("PHASEOUT_BROWSER_TESTS") == "required"
ALONE = (
    "--no-sandbox",  # root, as in CI, has none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-proxy-server",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""It asks nobody on the internet."""


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Skips the tests where there is none, unless the environment asks for them."""
    path = shutil.which("chromium")
    if path is None and not REQUIRED:
        pytest.skip("no chromium is installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path or "chromium", args=[*ALONE])
        expect.set_options(timeout=PATIENCE_MILLISECONDS)
        yield browser
        browser.close()
