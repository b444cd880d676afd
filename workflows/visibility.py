"""What Temporal's own pages show and find of an enterprise."""

from dataclasses import dataclass

from temporalio import workflow
from temporalio.common import SearchAttributeKey

from domain.enterprise import Enterprise
from domain.stages import STAGES

DISTRICTS = SearchAttributeKey.for_keyword_list("PhaseoutDistricts")
STAGE = SearchAttributeKey.for_keyword_list("PhaseoutStages")
NEXT_DUE = SearchAttributeKey.for_datetime("PhaseoutNextDue")
SEARCH_ATTRIBUTES = (DISTRICTS, STAGE, NEXT_DUE)


@dataclass(frozen=True, slots=True)
class Shown:
    districts: tuple[str, ...]
    stages: tuple[str, ...]
    next_due: str


def show(enterprise: Enterprise, shown: Shown | None) -> Shown:
    """Bring search attributes and details up to date; an unchanged enterprise costs nothing."""
    cases = enterprise.cases.values()
    due = enterprise.next_wake()
    now = Shown(
        tuple(sorted({case.line.district for case in cases})),
        tuple(sorted({case.stage for case in cases})),
        due.isoformat() if due else "",
    )
    if now != shown:
        workflow.upsert_search_attributes(
            [
                DISTRICTS.value_set(list(now.districts)),
                STAGE.value_set(list(now.stages)),
                NEXT_DUE.value_set(due) if due else NEXT_DUE.value_unset(),
            ]
        )
        workflow.set_current_details(
            "\n".join(
                f"- {case.number} {case.line.name}: {STAGES[case.stage].zh} ({case.stage})"
                for case in cases
            )
        )
    return now
