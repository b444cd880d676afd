"""What the API shows of enterprises and cases."""

from datetime import date

from pydantic import BaseModel

from api.case_parts import (
    BUILT_WHEN_SHOWN,
    DeadlineView,
    ExtensionView,
    HearingView,
    ProposalView,
    deadline_view,
    extension_view,
    hearing_view,
    proposal_view,
)
from api.people import readers
from api.problems import PermittedAction, permitted_actions
from api.watch import WatchView, watch_view
from domain.approval import Approval
from domain.case import Case
from domain.charge import InCharge
from domain.consumption import Alarm
from domain.core import permitted_to
from domain.enterprise import Enterprise
from domain.exits import outstanding
from domain.grounds import GROUNDS, Ground
from domain.line import Line
from domain.line_kinds import LINE_KINDS
from domain.masking import masked
from domain.measures import Measure
from domain.orders import Order
from domain.people import District, Person
from domain.places import place_of
from domain.procedure import EXIT_WAYS, Way
from domain.production import Production
from domain.requirements import Requirement
from domain.stages import LATENESS, STAGES, Lateness, Stage
from domain.suspension import Suspension
from domain.words import Text
from records.tables import CaseRow


class CaseSummary(BaseModel):
    """One row of a list. `due` is the last day of what runs now, in China."""

    number: str
    enterprise: str
    enterprise_name: str
    line: str
    district: District
    ground: Ground
    stage: Stage
    stage_label: Text
    in_charge: str
    flagged_on: date
    due: date | None
    provisional: bool
    overdue: bool
    late: list[Lateness]
    alarm: bool


class CaseView(BaseModel):
    """A case as it stands, with the arithmetic of its deadline and what this person may do.
    `refused` are the orders that departments refused, with their reasons, until it is decided what
    follows; `undone` is the document by which its measures were undone."""

    model_config = BUILT_WHEN_SHOWN

    number: str
    enterprise: str
    enterprise_name: str
    line: Line
    line_kind_label: Text
    ground: Ground
    ground_label: Text
    procedure_version: int
    calendar_version: str
    stage: Stage
    stage_label: Text
    since: date
    flagged_on: date
    in_charge: InCharge | None
    planned_exit: date | None
    served_on: date | None
    deadline: DeadlineView | None
    limit: DeadlineView | None
    due: date | None
    late: list[Lateness]
    late_labels: list[Text]
    extension: ExtensionView | None
    production: Production | None
    hearing: HearingView | None
    approval: Approval | None
    proposal: ProposalView | None
    way: Way | None
    dismantled: list[str]
    committed: bool
    announced: bool
    suspension: Suspension | None
    watch: WatchView | None
    alarm: Alarm | None
    follows: str
    outstanding: list[str]
    measures: list[Measure]
    refused: list[Order]
    undone: str
    permitted: list[PermittedAction]
    sequence: int


class LiveCase(BaseModel):
    """`live` is false where the workflow could not be asked and the record answers instead."""

    model_config = BUILT_WHEN_SHOWN

    live: bool
    case: CaseView


class EnterpriseView(BaseModel):
    model_config = BUILT_WHEN_SHOWN

    code: str
    name: str
    sequence: int
    head: str
    cases: list[CaseView]


def summary(row: CaseRow) -> CaseSummary:
    return CaseSummary(
        **row.model_dump(exclude={"stage_label", "late", "due_order"}),
        stage_label=STAGES[Stage(row.stage)],
        late=[Lateness(late) for late in row.late.split(",") if late],
    )


def case_view(enterprise: Enterprise, case: Case, person: Person) -> CaseView:
    """With the personal data that the person needs, the rest masked."""
    roles = readers(person, "read_cases", place_of(case))
    shown = masked(case, roles)
    way = EXIT_WAYS.get(case.stage)
    return CaseView(
        number=case.number,
        enterprise=enterprise.code,
        enterprise_name=enterprise.name,
        line=case.line,
        line_kind_label=LINE_KINDS[case.line.kind],
        ground=case.procedure.ground,
        ground_label=GROUNDS[case.procedure.ground],
        procedure_version=case.procedure.version,
        calendar_version=case.calendar.version,
        stage=case.stage,
        stage_label=STAGES[case.stage],
        since=case.since,
        flagged_on=case.flagged_on,
        in_charge=shown.in_charge,
        planned_exit=case.planned_exit,
        served_on=case.served_on,
        deadline=deadline_view(case.deadline),
        limit=deadline_view(case.limit),
        due=case.due,
        late=list(case.late),
        late_labels=[LATENESS[late] for late in case.late],
        extension=extension_view(shown.extension),
        production=case.production,
        hearing=hearing_view(case.hearing),
        approval=shown.approval,
        proposal=proposal_view(shown.proposal),
        way=case.decision.way if case.decision else None,
        dismantled=list(case.dismantled),
        committed=case.committed,
        announced=case.fulfils(Requirement.ANNOUNCEMENT),
        suspension=case.suspension,
        watch=watch_view(case),
        alarm=case.alarm,
        follows=case.follows,
        outstanding=list(outstanding(enterprise, case, way)) if way else [],
        measures=[
            masked(measure, roles)
            for measure in enterprise.measures.values()
            if measure.concerns(case.number)
        ],
        refused=[masked(order, roles) for order in enterprise.chased() if order.id in case.refused],
        undone=case.undone,
        permitted=permitted_actions(permitted_to(enterprise, case.number, person)),
        sequence=enterprise.sequence,
    )
