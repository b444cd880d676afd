"""What is shown and taken of a department: its ways and what is known of its keys, never a key."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from activities.allowed_hosts import AllowedHosts
from api.problems import ProblemError
from domain.catalogue import DEPARTMENTS, MEASURES, MeasureKind
from domain.people import District
from domain.words import Text
from records.department_keys import Key
from records.departments import Channel, Department, Way

_WRONG = Text("部门通道设置有误，请按 errors 更正", "the department's ways are wrong; see errors")
_TWICE = Text("同一辖区只能有一条通道", "a district has one way only")
_WITHOUT_URL = Text("http 通道须写明地址", "the channel http needs a URL")
_URL_OF_A_LIST = Text("待办清单通道没有地址", "the channel worklist has no URL")
_NOTICE_OF_HTTP = Text("通知邮箱只用于待办清单通道", "notices go with the channel worklist only")
_EXAMPLE: dict[str, Any] = {
    "revision": 1,
    "ways": [
        {"channel": "http", "url": "https://power.wuhai.example/phaseout"},
        {"district": "wuda", "channel": "worklist", "email": "gongdian@wuda.example"},
    ],
}


class WayBody(BaseModel):
    """How the department is reached in a district; everywhere else, if none is named."""

    model_config = ConfigDict(extra="forbid")

    district: District | None = None
    channel: Channel
    url: Annotated[str, StringConstraints(max_length=250)] = ""
    email: Annotated[
        str, StringConstraints(max_length=120, pattern=r"^([A-Za-z0-9._+-]+@[A-Za-z0-9.-]+)?$")
    ] = Field(default="", description="told of what comes onto the work list")


class DepartmentBody(BaseModel):
    """`revision` is the one that was read: who changed it since is not overwritten."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": _EXAMPLE})

    revision: Annotated[int, Field(ge=0, le=2**31 - 1, strict=True)]
    ways: Annotated[list[WayBody], Field(max_length=1 + len(District))]


class WayView(WayBody):
    since: datetime | None


class KeyView(BaseModel):
    """A key without its secret, which was shown when it was made; `retires_at` is when it counts
    no more."""

    number: int
    made_at: datetime
    made_by: str
    retires_at: datetime | None


class DepartmentView(BaseModel):
    """`keys` are those that count now, the newest first."""

    department: str
    label: Text
    measures: list[MeasureKind]
    revision: int
    ways: list[WayView]
    keys: list[KeyView]


def department_view(kept: Department) -> DepartmentView:
    return DepartmentView(
        department=kept.key,
        label=DEPARTMENTS[kept.key],
        measures=[kind for kind, rule in MEASURES.items() if rule.department == kept.key],
        revision=kept.revision,
        ways=[
            WayView(
                district=way.district,
                channel=way.channel,
                url=way.url,
                email=way.email,
                since=way.since,
            )
            for way in kept.ways
        ],
        keys=[key_view(key) for key in kept.live_keys()],
    )


def key_view(key: Key) -> KeyView:
    return KeyView(
        number=key.number, made_at=key.made_at, made_by=key.made_by, retires_at=key.retires_at
    )


def ways_as_kept(body: DepartmentBody, hosts: AllowedHosts) -> list[Way]:
    """Raises the problem that names everything that is wrong with them."""
    errors: list[dict[str, Any]] = []
    districts = [way.district for way in body.ways]
    for place, way in enumerate(body.ways):
        wrong = [
            ("district", _TWICE if way.district in districts[:place] else None),
            ("url", _objection(way, hosts)),
            ("email", _NOTICE_OF_HTTP if way.email and way.channel is Channel.HTTP else None),
        ]
        errors += [
            {"where": ["ways", str(place), name], "why": {"zh": why.zh, "en": why.en}}
            for name, why in wrong
            if why
        ]
    if errors:
        raise ProblemError(422, "wrong_way", _WRONG, errors=errors)
    return [Way(way.district, way.channel, way.url.rstrip("/"), way.email) for way in body.ways]


def _objection(way: WayBody, hosts: AllowedHosts) -> Text | None:
    if way.channel is Channel.WORKLIST:
        return _URL_OF_A_LIST if way.url else None
    return hosts.objection(way.url) if way.url else _WITHOUT_URL
