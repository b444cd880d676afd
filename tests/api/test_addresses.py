"""An address is answered where it was asked, or not at all: a redirect would be made of the name
that the client gave, and, behind a proxy that ends TLS, lead passwords and tokens to plain HTTP."""

import pytest

from tests.api.people import INSPECTOR
from tests.api.problems import problem
from tests.api.town import PASSWORD, Town


def test_a_sign_in_is_not_sent_on_to_plain_http(town: Town) -> None:
    body = {"account": INSPECTOR.id, "password": PASSWORD}
    problem(town.stranger.post("/sessions/", json=body), 404, "not_found")


@pytest.mark.parametrize("path", ["/cases/", "/static-offline-docs", "/docs/"])
def test_no_host_that_the_client_names_is_led_to(town: Town, path: str) -> None:
    answer = town.stranger.get(path, headers={"Host": "evil.example"})
    problem(answer, 404, "not_found")
    assert "location" not in answer.headers
