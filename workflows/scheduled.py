"""When a workflow that a schedule started was to start."""

from datetime import datetime

from temporalio import workflow
from temporalio.common import SearchAttributeKey

_SCHEDULED_AT = SearchAttributeKey.for_datetime("TemporalScheduledStartTime")


def scheduled_at() -> datetime:
    """UTC; it stays the same however late the workflow starts."""
    return workflow.info().typed_search_attributes[_SCHEDULED_AT]
