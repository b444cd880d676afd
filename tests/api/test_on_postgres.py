"""The same service on PostgreSQL, as in production: what the other modules test on SQLite."""

from collections.abc import Iterator

import pytest

from tests.api.background import Background
from tests.api.service import Service, configured
from tests.api.test_hostile_input import (
    test_genuine_receipts_of_every_kind_are_answered,
    test_places_in_a_list_of_every_kind_are_answered,
    test_text_of_every_kind_is_kept_as_it_is_or_refused,
)
from tests.api.test_idempotency import (
    test_a_key_reused_before_the_first_use_is_on_record_is_told_apart_too,
    test_a_key_with_another_body_is_told_apart,
    test_different_keys_at_the_same_moment_leave_one_done_and_the_others_refused,
    test_the_same_key_at_the_same_moment_counts_once,
    test_the_same_key_counts_once_after_the_workflow_has_ended,
)
from tests.api.test_lives import LIVES
from tests.api.test_lives import test_what_is_permitted_is_accepted_and_all_else_refused as live
from tests.api.test_malformed import test_what_fits_the_limit_is_read
from tests.api.test_reading import (
    test_a_filter_lets_through_what_it_says,
    test_a_list_in_pages_has_every_case_once_in_the_order_of_what_is_due,
    test_the_live_case_is_the_one_on_record,
    test_the_timeline_tells_what_happened_by_whom_on_what_and_by_which_rule,
)
from tests.api.test_refusals import test_s7_every_refusal_is_noted_with_who_and_why
from tests.api.town import Town
from tests.databases import PostgresDatabases
from tests.workflows.server import Server

__all__ = [
    "test_a_filter_lets_through_what_it_says",
    "test_a_key_reused_before_the_first_use_is_on_record_is_told_apart_too",
    "test_a_key_with_another_body_is_told_apart",
    "test_a_list_in_pages_has_every_case_once_in_the_order_of_what_is_due",
    "test_different_keys_at_the_same_moment_leave_one_done_and_the_others_refused",
    "test_genuine_receipts_of_every_kind_are_answered",
    "test_places_in_a_list_of_every_kind_are_answered",
    "test_s7_every_refusal_is_noted_with_who_and_why",
    "test_text_of_every_kind_is_kept_as_it_is_or_refused",
    "test_the_live_case_is_the_one_on_record",
    "test_the_same_key_at_the_same_moment_counts_once",
    "test_the_same_key_counts_once_after_the_workflow_has_ended",
    "test_the_timeline_tells_what_happened_by_whom_on_what_and_by_which_rule",
    "test_what_fits_the_limit_is_read",
]


@pytest.fixture(scope="module")
def town(
    background: Background, temporal: Server, postgres_databases: PostgresDatabases
) -> Iterator[Town]:
    service = Service(background, configured(postgres_databases.fresh()), temporal.address)
    service.start_worker()
    town = Town(service)
    yield town
    town.close()
    service.stop()


def test_a_life_with_orders_and_receipts(town: Town) -> None:
    live(town, set(), *LIVES["sealed, then dismantled"])
