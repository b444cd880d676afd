"""What a year's figures come to for cases: examined, and, if it is to count, kept as a plan whose
rows are the places in the list.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session

from api.calendar_in_use import calendar_from
from api.figures_views import ControlFlag, ControlReport, ControlReview, ControlTaken
from api.giving import fingerprint_of
from api.problems import ProblemError, not_found
from api.state import Shared
from api.workbook_upload import key_reused, upload_id
from domain.calendar import local_date
from domain.commands import Command
from domain.controls import flag, reviews, to_be_flagged
from domain.enterprise import Enterprise
from domain.grounds import Ground
from domain.people import Actor
from domain.standings import Standing, reference
from domain.words import Text
from records import figures, plans, queries
from records.database import reading, writing
from records.figures import StandingFilter
from records.plans import NewPlan, PlanRow


@dataclass(frozen=True, slots=True)
class _Newest:
    """The newest version of a year's figures, held against the enterprises on record. `flags`
    are the places and standings of those to be flagged."""

    version: int
    document: str
    flags: Sequence[tuple[int, Standing]]
    reviews: Sequence[ControlReview]


def examine(shared: Shared, year: int) -> ControlReport:
    with reading(shared.engine) as session:
        _not_superseded(session, year)
        found = _newest(session, year)
    return ControlReport(
        year=year,
        version=found.version,
        document=found.document,
        flags=[
            ControlFlag(
                place=place,
                enterprise=standing.figures.code,
                enterprise_name=standing.figures.name,
                district=standing.figures.district,
                reason=standing.reason,
            )
            for place, standing in found.flags
        ],
        reviews=list(found.reviews),
    )


def take(shared: Shared, year: int, person: Actor, key: str) -> ControlTaken:
    plan, asked = upload_id(person, key), fingerprint_of("figures", str(year))
    with reading(shared.engine) as session:
        kept = plans.find(session, plan)
        if kept is None:
            _not_superseded(session, year)
        found = _newest(session, year)
    if kept is None:
        new = NewPlan(plan, person.id, found.document, asked, left_out="[]")
        kept = _keep(shared, new, _commands(shared, person, key, found))
    if kept.fingerprint != asked:
        raise key_reused()
    with reading(shared.engine) as session:
        total = plans.total(session, plan)
    return ControlTaken(plan=plan, total=total, ask=f"/plans/{plan}", reviews=list(found.reviews))


def _not_superseded(session: Session, year: int) -> None:
    """P2.4 goes by last year's figures: those of an earlier year no longer bring anybody in."""
    last = figures.last_year(session)
    if last > year:
        detail = Text(f"已有 {last} 年度数据", f"the figures of {last} are on record")
        raise ProblemError(409, "figures_superseded", detail, rule="P2.4")


def _newest(session: Session, year: int) -> _Newest:
    version = figures.latest(session, year)
    if not version:
        raise not_found(str(year))
    document = reference(year, version)
    listed = list(enumerate(figures.standings(session, year, version, StandingFilter()), start=1))
    standings = {standing.figures.code: standing for _, standing in listed}
    codes = dict.fromkeys(code for code, standing in standings.items() if standing.controlled)
    codes |= dict.fromkeys(queries.with_open_case(session, Ground.ENERGY_SUPPLY))
    known = {code: queries.enterprise(session, code) or Enterprise(code) for code in codes}
    return _Newest(
        version,
        document,
        flags=[
            (place, standing)
            for place, standing in listed
            if (enterprise := known.get(standing.figures.code))
            and to_be_flagged(standing, enterprise, document)
        ],
        reviews=_reviews(known, standings, document),
    )


def _reviews(
    known: Mapping[str, Enterprise], standings: Mapping[str, Standing], document: str
) -> list[ControlReview]:
    return [
        ControlReview(
            case=review.case.number,
            enterprise=code,
            enterprise_name=enterprise.name,
            stage=review.case.stage,
            action=review.action,
            keep=review.keep,
            reason=review.reason,
        )
        for code, enterprise in known.items()
        for review in reviews(enterprise, standings.get(code), document)
    ]


def _commands(shared: Shared, person: Actor, key: str, found: _Newest) -> list[tuple[int, Command]]:
    """By place, on the day that it was asked for however long the flagging takes."""
    day = local_date(datetime.now(UTC))
    procedure, calendar = shared.procedures[Ground.ENERGY_SUPPLY], calendar_from(shared, day)
    return [
        (
            place,
            Command(
                id=f"{person.id}:{key}:{place}",
                case="",
                by=person,
                action=flag(standing, procedure, calendar),
                happened_on=day,
                document=found.document,
                fingerprint=fingerprint_of(found.document, str(place)),
            ),
        )
        for place, standing in found.flags
    ]


def _keep(shared: Shared, new: NewPlan, commands: Sequence[tuple[int, Command]]) -> PlanRow:
    with writing(shared.engine) as session:
        plans.keep(session, new, commands)
        kept = plans.find(session, new.id)
    assert kept is not None  # noqa: S101 - kept now, or by the same request a moment before
    return kept
