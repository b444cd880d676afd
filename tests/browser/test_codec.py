"""Temporal's own pages show an auditor what Temporal keeps encrypted, and nobody else: all of it
real, the pages, the browser, the provider, the workflow and the codec over TLS."""

import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from api.oidc_claims import account_id
from settings.oidc import OidcSettings
from tests.api.audit import notes_by, until_noted
from tests.api.background import Background
from tests.api.oidc_provider import Provider, running_provider
from tests.api.service import Service, configured
from tests.api.test_codec_pages import PAGES, taking
from tests.api.test_oidc import CLIENT
from tests.api.town import Case, Town
from tests.browser.chromium import running_chromium
from tests.browser.temporal_pages import TemporalPages
from tests.certificates import certify
from tests.databases import SqliteDatabases
from tests.workflows.server import serving
from workflows.messages import workflow_id


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def provider(browser: Browser) -> Iterator[Provider]:
    with running_provider(require_nonce=True) as provider:
        provider.knows("auditor", name="郑审计", groups=["audit"])
        provider.knows("inspector", name="赵检查", groups=["hainan"])
        yield provider


@pytest.fixture(scope="module")
def town(provider: Provider, sqlite_databases: SqliteDatabases) -> Iterator[Town]:
    """With Temporal's pages, whose address is the one that the codec may be asked from."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        ui_port = listening.getsockname()[1]
    background = Background()
    temporal = background.enter(serving(ui_port=ui_port))
    config = configured(sqlite_databases.fresh()).model_copy(
        update={
            "oidc": OidcSettings.model_validate(taking(provider.url)["oidc"]),
            "temporal_ui_origin": f"http://127.0.0.1:{ui_port}",
        }
    )
    service = Service(background, config, temporal.address)
    service.start_worker()
    town = Town(service)
    yield town
    town.close()
    service.stop()
    background.close()


@pytest.fixture(scope="module")
def case(town: Town) -> Case:
    return town.flag()


@pytest.fixture(scope="module")
def pages(town: Town, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> TemporalPages:
    certificate = certify(tmp_path_factory.mktemp("certificate"), "localhost")
    codec = f"{town.service.also_over_tls(certificate)}/codec"
    return TemporalPages(browser, town.service.config.temporal_ui_origin, codec)


def test_s9_an_auditor_reads_a_case_in_temporals_pages(
    pages: TemporalPages, provider: Provider, town: Town, case: Case
) -> None:
    """S9: signed in there and nowhere else; S7: that they did is on record."""
    name = case.view()["enterprise_name"]
    with pages.signed_in(provider.tokens("auditor", PAGES)) as auditor:
        auditor.open_first_update(workflow_id(case.code))
        expect(auditor.page.get_by_text(name).first).to_be_visible()
        assert set(auditor.codec_said) == {200}
    who = account_id(provider.url, "auditor")
    assert until_noted(lambda: notes_by(town.service, who, "payloads_decoded"), 1)


@pytest.mark.parametrize(
    ("who", "client", "refused"),
    [("inspector", PAGES, 403), ("auditor", CLIENT, 401)],
    ids=["no auditor", "a token for another service"],
)
def test_s9_nobody_else_does(
    pages: TemporalPages, provider: Provider, case: Case, who: str, client: str, refused: int
) -> None:
    """S9: they see that it is encrypted, and that the codec refused."""
    with pages.signed_in(provider.tokens(who, client)) as other:
        other.open_first_update(workflow_id(case.code))
        for told in ("Codec Server could not connect", "encryption-key-id"):
            expect(other.page.get_by_text(told).filter(visible=True).first).to_be_visible()
        assert set(other.codec_said) == {refused}
        assert case.view()["enterprise_name"] not in other.page.inner_text("body")
