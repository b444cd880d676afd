"""A holiday notice's way: looked over, tried on every open case, and, if it is to count, kept, with
a command for each case that still goes by the calendar before (L8)."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from activities.calendar_in_use import calendar_in_use, calendar_of
from api.calendar_views import CalendarProgress, notice_view
from api.moves import Mover, MovesReport, MovesTaken, progress, tried
from api.problems import ProblemError
from api.state import Shared
from domain.calendar import Calendar
from domain.commands import Command
from domain.enterprise import Enterprise
from domain.holiday_notice import HolidayNotice, announced, flaws
from domain.masking import Readers
from domain.new_calendar import AdoptCalendar
from domain.people import Actor
from domain.words import Text
from records import holiday_notices, plans
from records.audit import note
from records.database import reading, writing
from records.holiday_notices import Kept
from records.plans import NewPlan
from records.running_cases import running_cases

_FLAWED = Text("放假安排有误，请按 errors 更正", "the notice is flawed; see errors")
_TAKEN = Text(
    "该文号已登记过另一份放假安排；更正须用新文号",
    "another notice is kept under this version; a correction needs one of its own",
)
_OVERTAKEN = Text(
    "该放假安排之后已有新的安排，不再向案件推送",
    "later notices have come in since; cases are moved to those",
)
_AT_ONCE = Text("同时有另一份放假安排登记，请重试", "another notice came in just then; try again")


def examine(shared: Shared, notice: HolidayNotice, person: Actor) -> MovesReport:
    """What would come of the notice, if it came in now."""
    _look_over(notice)
    with reading(shared.engine) as session:
        earlier = holiday_notices.find(session, notice.version)
        calendar = _with(session, notice) if earlier is None else _again(session, notice, earlier)
        return tried(_moves(session, calendar, person))


def take(shared: Shared, notice: HolidayNotice, person: Actor) -> tuple[str, MovesTaken]:
    """The notice kept, with the commands for the cases that are behind; the name of their list."""
    _look_over(notice)
    with writing(shared.engine) as session:
        before = calendar_in_use(session).version
        if holiday_notices.keep(session, notice, person.id):
            after = calendar_in_use(session).version
            note(
                session,
                "calendar_changed",
                actor=person.id,
                role=person.role,
                subject=notice.version,
                document=notice.version,
                before=before,
                after=after,
            )
    with reading(shared.engine) as session:
        kept = holiday_notices.find(session, notice.version)
        if kept is None:
            raise ProblemError(409, "try_again", _AT_ONCE, rule="L8")
        calendar = _again(session, notice, kept)
        # From here on new cases get the calendar, so that none opened from now on is missed.
        commands = [command for _, command in _moves(session, calendar, person)]
    name = list_of(kept)
    _keep_list(shared, NewPlan(name, person.id, notice.version, "", "[]"), commands)
    with reading(shared.engine) as session:
        total = plans.total(session, name)
    return name, MovesTaken(total=total, ask=f"/calendars/{quote(notice.version)}")


def how_far(session: Session, kept: Kept, roles: Readers) -> CalendarProgress:
    found, calendar = progress(session, list_of(kept)), calendar_in_use(session)
    behind = None
    if found.done == found.total and kept.edition == calendar.edition:
        behind = sum(case.calendar.edition < calendar.edition for _, case in running_cases(session))
    notice = notice_view(kept, roles)
    return CalendarProgress(**found.model_dump(), notice=notice, behind=behind)


def list_of(kept: Kept) -> str:
    """No plan is called so: theirs are hexadecimal."""
    return f"calendar:{kept.edition}"


def _look_over(notice: HolidayNotice) -> None:
    found = flaws(notice)
    if found:
        errors = [{"why": {"zh": flaw.zh, "en": flaw.en}} for flaw in found]
        raise ProblemError(422, "flawed_notice", _FLAWED, rule="L8", errors=errors)


def _with(session: Session, notice: HolidayNotice) -> Calendar:
    edition = holiday_notices.latest_edition(session) + 1
    return announced(calendar_in_use(session), notice, edition)


def _again(session: Session, notice: HolidayNotice, kept: Kept) -> Calendar:
    """The calendar that the notice made, where it is the same notice and still the last."""
    if kept.notice != notice:
        raise ProblemError(409, "version_taken", _TAKEN, rule="L8")
    notices = holiday_notices.kept(session)
    if notices[-1] != kept:
        raise ProblemError(409, "overtaken", _OVERTAKEN, rule="L8")
    return calendar_of(notices)


def _moves(
    session: Session, calendar: Calendar, person: Actor
) -> Iterator[tuple[Enterprise, Command]]:
    mover = Mover(person, f"calendar-{calendar.edition}", calendar.version)
    last = max(calendar.years)
    for enterprise, case in running_cases(session):
        if case.calendar.edition < calendar.edition:
            first = min((case.flagged_on.year, *case.calendar.years))
            yield (
                enterprise,
                mover.command(case.number, AdoptCalendar(calendar.within(first, last))),
            )


def _keep_list(shared: Shared, plan: NewPlan, commands: Sequence[Command]) -> None:
    try:
        with writing(shared.engine) as session:
            if not plans.keep(session, plan, list(enumerate(commands, start=1))):
                plans.lengthen(session, plan.id, commands)
    except IntegrityError as problem:
        raise ProblemError(409, "try_again", _AT_ONCE, rule="L8") from problem
