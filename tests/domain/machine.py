"""An enterprise under test: gives commands, lets time pass, and holds every step against the rules.

Nothing is asked of the core that it could answer to its own liking: what must hold is read from
the bytes on record (`always/`).
"""

import json
from datetime import date, datetime, timedelta

from pydantic import TypeAdapter

from domain.calendar import local_date
from domain.commands import Action, Command
from domain.core import handle, permitted, wake
from domain.enterprise import Enterprise
from domain.people import Actor
from domain.refusals import Refusal
from domain.turn import Result
from tests.domain.always import Always, record
from tests.domain.choosing import Choose
from tests.domain.folded import fold
from tests.domain.lives import CODE, DOCUMENT, local

OF_NO_PROCEDURE = (
    "flag",
    "accept_order",
    "receive_receipt",
    "report_consumption",
    "adopt_calendar",
    "adopt_rules",
)
ENTERPRISES = TypeAdapter(Enterprise)


class Machine:
    def __init__(self, choose: Choose) -> None:
        self.choose = choose
        self.enterprise = Enterprise(CODE)
        self.folded = Enterprise(CODE)
        self.always = Always()
        self.entries = self.compared = 0
        self.head = record.head([])
        self.now = local("2025-03-03")
        self.commands = 0

    @property
    def today(self) -> date:
        return local_date(self.now)

    def gives(self, by: Actor, given: Action, number: str = "", back: int = 0) -> None:
        """A command, dated so many days back: carried out, or refused without a trace."""
        self.commands += 1
        on = self.today - timedelta(days=back) if back else None
        command = Command(f"command-{self.commands}", number, by, given, on, DOCUMENT)
        result = handle(self.enterprise, command, self.now)
        allowed = permitted(wake(self.enterprise, self.now)[0], number, by)
        if isinstance(result, Refusal):
            assert result.permitted == allowed
            return
        assert given.kind in (*allowed, *OF_NO_PROCEDURE), given
        self.keeps(result)

    def wakes(self, at: datetime) -> None:
        self.now = at
        self.keeps(wake(self.enterprise, at))

    def keeps(self, result: Result) -> None:
        self.enterprise, recorded = result
        self.entries += len(recorded)
        self.always.goes_on([json.loads(one.body) for one in recorded], self.now)
        self.head = record.head([one.body for one in recorded], self.head)
        self.folded = fold(self.folded, recorded)

    def is_stored_and_read(self) -> None:
        self.enterprise = ENTERPRISES.validate_json(ENTERPRISES.dump_json(self.enterprise))

    def keeps_every_rule(self) -> None:
        self._the_record_gives_the_state_back()
        self._nothing_is_left_undone()
        self._every_open_case_is_watched()

    def _the_record_gives_the_state_back(self) -> None:
        """S7. It holds nothing of what was folded, so a value changed in place would show here."""
        assert self.enterprise.head == self.head
        if self.compared < self.entries:
            assert self.folded == self.enterprise
            self.compared = self.entries

    def _nothing_is_left_undone(self) -> None:
        """S8: no appointment lies in the past, and nothing more follows from what there is."""
        due = self.enterprise.next_wake()
        assert due is None or due > self.now
        assert wake(self.enterprise, self.now) == (self.enterprise, ())

    def _every_open_case_is_watched(self) -> None:
        """S8: what has a day ahead has an appointment for it, or supervisors were told."""
        for case in self.enterprise.cases.values():
            if not case.ended and case.due is not None:
                assert case.agenda or case.late, case.number
