"""What becomes of an enterprise's lines in the storm of `test_chaos`: sealed, and some of it undone
again in each of the ways there are.
"""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine

from api.examples import EXAMPLES
from domain.case import Case
from domain.enterprise import Enterprise
from domain.people import Actor, Role
from domain.stages import Stage
from records import queries
from records.accounts import NewAccount, add_accounts, open_session
from records.database import reading, writing
from tests.system.careful import CarefulClient, Json
from tests.system.living import credit_code, flag_body

Step = tuple[str, str, Json]
OFFICIALS = ("inspector", "approver", "approver.deputy", "supervisor")
SIGNED_IN_FOR = timedelta(hours=2)
WITHIN_SECONDS = 300
LOOKS_EVERY_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 0.2


def _steps(*named: tuple[str, str]) -> tuple[Step, ...]:
    return tuple((by, action, EXAMPLES[action.replace("-", "_")]) for by, action in named)


_AT_ANY_HOUR = EXAMPLES["take_exit_decision"] | {"emergency": "炉体有泄漏危险，须立即停用"}
DECIDED = (
    *_steps(
        ("inspector", "serve-notice"),
        ("inspector", "give-advance-notice"),
        ("enterprise", "waive-hearing"),
        ("enterprise", "file-resettlement-plan"),
        ("approver", "decide-resettlement-plan"),
        ("enterprise", "file-risk-plan"),
        ("approver", "decide-risk-plan"),
    ),
    ("approver", "take-exit-decision", _AT_ANY_HOUR),
    *_steps(("approver.deputy", "confirm-step")),
)
CONFIRMED = _steps(("inspector", "record-commitment"), ("inspector", "record-announcement"))


@dataclass(frozen=True)
class Fate:
    """Each of the lines is sealed, unless it is caught `midway`; `then` is done to the first one,
    and leads it to the stage `ends`, with its measures `lifted` or not."""

    name: str
    ends: Stage
    lifted: bool
    then: tuple[Step, ...] = ()
    midway: bool = False
    lines: int = 1


WITHDRAWN = _steps(("inspector", "withdraw"), ("supervisor", "confirm-step"))
OVERTURNED = _steps(("supervisor", "revoke-decision"))
STAY_SEALED = (
    Fate("sealed", Stage.SEALED, lifted=False),
    Fate("sealed", Stage.SEALED, lifted=False),
    Fate("sealed", Stage.SEALED, lifted=False),
    Fate("shared", Stage.DECIDING, lifted=True, then=OVERTURNED, lines=2),
)
ARE_LIFTED = (
    Fate("overturned", Stage.DECIDING, lifted=True, then=OVERTURNED),
    Fate("withdrawn", Stage.WITHDRAWN, lifted=True, then=WITHDRAWN),
    Fate(
        "undone",
        Stage.SEALED,
        lifted=True,
        then=_steps(("supervisor", "undo-measures")),
    ),
    Fate("midway", Stage.WITHDRAWN, lifted=True, then=WITHDRAWN, midway=True),
)
"""Half of all enterprises each; of those with two lines, that share their supply points, one is
lifted and the other stays sealed (S6)."""


def fate_of(number: int) -> Fate:
    half = (STAY_SEALED, ARE_LIFTED)[number % 2]
    return half[number // 2 % len(half)]


def let_in(client: CarefulClient, engine: Engine, count: int) -> list[str]:
    """The codes of so many enterprises. Everybody gets a token that is made here: sign-ins that the
    kills cut off would count as failed, and have to wait."""
    codes = [credit_code() for _ in range(count)]
    owners = [Actor(_owner(code), "企业经办人", Role.ENTERPRISE, enterprise=code) for code in codes]
    with writing(engine) as session:
        add_accounts(session, [NewAccount(owner, client.password) for owner in owners])
        session.flush()
        for account in (*OFFICIALS, *map(_owner, codes)):
            client.is_signed_in(account, open_session(session, account, SIGNED_IN_FOR)[0])
    return codes


def _owner(code: str) -> str:
    return f"enterprise.{code}"


@dataclass
class Town:
    """Where the lives are lived."""

    client: CarefulClient
    engine: Engine

    async def live(self, code: str, fate: Fate, chance: random.Random) -> None:
        """From flag to the end, with every receipt there; `chance` is this life's own."""
        numbers = []
        for line in range(fate.lines):
            flagged = flag_body("eliminated")
            flagged["line"] = flagged["line"] | {"name": f"{line + 1}号电石炉"}
            case = await self.client.flag("inspector", code, flagged)
            numbers.append(str(case["number"]))
            await self._do(numbers[-1], DECIDED, chance)
            if not fate.midway:
                await self._do(numbers[-1], CONFIRMED, chance)
        if fate.midway:
            await asyncio.sleep(chance.uniform(0, 15))
        else:
            await self._until(code, lambda now: all(map(_sealed, now.cases.values())))
        await self._do(numbers[0], fate.then, chance)
        await self._until(code, lambda now: now.cases[numbers[0]].stage is fate.ends)

    async def _do(self, number: str, steps: Sequence[Step], chance: random.Random) -> None:
        for by, action, body in steps:
            await asyncio.sleep(chance.uniform(0, LONGEST_PAUSE_SECONDS))
            account = _owner(number[:18]) if by == "enterprise" else by
            await self.client.act(account, number, action, body)

    async def _until(self, code: str, met: Callable[[Enterprise], bool]) -> None:
        """By the record, which costs nobody anything; and no receipt is waited for."""
        async with asyncio.timeout(WITHIN_SECONDS):
            while True:
                now = await asyncio.to_thread(self._on_record, code)
                if met(now) and not now.waiting():
                    return
                await asyncio.sleep(LOOKS_EVERY_SECONDS)

    def _on_record(self, code: str) -> Enterprise:
        with reading(self.engine) as session:
            found = queries.enterprise(session, code)
        assert found
        return found


def _sealed(case: Case) -> bool:
    return case.stage is Stage.SEALED
