"""What the policy has in force on a case, said again from its entries (S1, S6)."""

from tests.domain.always.findings import exited, remaining
from tests.domain.always.told import Json, Key, Told, key

WHERE = {"haibowan": "海勃湾区", "hainan": "海南区", "wuda": "乌达区"}
STOPPED_AT_ONCE = {"environment", "safety", "quality"}
NOT_EXITED_IN_TIME = (
    "credit_entry",
    "land_supply",
    "financial_support",
    "taxation",
    "production_permits",
    "safety_permits",
    "bond_issue",
    "financing",
    "procurement",
    "bidding",
    "credit_curb",
)
"""O4.3, O4.4, O6."""
FOR_GOOD = {
    *("production_stop", "production_limit", "permit_revocation", "police_notice"),
    "portal_announcement",
}
NEVER_PUT_BACK = {"power_unit_removal", "police_notice"}
"""Once carried out."""


def key_of(order: Json) -> Key:
    return key(order["kind"], order["target"])


def needs_of(case: Told) -> set[Key]:
    """The measures needed now, each with its target (L6); none while suspended (L7) or
    undone."""
    if case.suspension or case.undone:
        return set()
    if case.ended:
        return _support(case)
    return (
        _support(case)
        | _of_notice(case)
        | _of_lateness(case)
        | _of_prices(case)
        | _of_exit(case)
        | _of_announcement(case)
        | _of_watch(case)
    )


def _line(case: Told) -> str:
    return f"{WHERE[case.line['district']]} {case.line['name']}"


def _of_notice(case: Told) -> set[Key]:
    """P4.1, P5.1, P6.1: a stop or a limit; P2.4: control of the supply."""
    if case.notice is None:
        return set()
    if case.ground == "energy_supply":
        return {("factor_control", case.flag["enterprise"])}
    if case.ground in STOPPED_AT_ONCE:
        action = case.notice["event"]["action"] | case.corrected
        ordered = action["production"] or "production_stop"
        if ordered == "production_stop" and action["lines"]:
            return {(ordered, f"{WHERE[case.line['district']]} {line}") for line in action["lines"]}
        return {(ordered, _line(case))}
    return set()


def _of_lateness(case: Told) -> set[Key]:
    found = (entry["event"]["action"] for entry in case.taken("verify_exit"))
    if any(remaining(case.line, one) for one in found):
        return {(kind, case.flag["enterprise"]) for kind in NOT_EXITED_IN_TIME}
    return set()


def _support(case: Told) -> set[Key]:
    """O6: found gone before it was found late; until the watch has nothing more to look at."""
    for entry in case.taken("verify_exit"):
        if remaining(case.line, entry["event"]["action"]):
            return set()
        if exited(entry["event"]["action"]):
            break
    else:
        return set()
    if case.ended and not case.watched:
        return set()
    found = {entry["event"]["action"]["found"] for entry in case.taken("record_watch")}
    return set() if "resumed" in found else {("credit_support", case.flag["enterprise"])}


def _of_prices(case: Told) -> set[Key]:
    """O5: those imposed and neither lifted nor over, until the line is sealed."""
    if case.stage == "sealed":
        return set()
    return set(case.prices)


def _of_exit(case: Told) -> set[Key]:
    """P1.3: all four; P4.2, P6.2: a stop; P5.2: each permit. O7: but for a permit, not before the
    workers were seen to."""
    if case.decision is None:
        return set()
    action, line = case.decision["event"]["action"], _line(case)
    if action["way"] == "revoke":
        return {("permit_revocation", permit["number"]) for permit in action["permits"]}
    if not case.seen_to_its_workers:
        return set()
    if action["way"] == "close":
        return {("production_stop", line)}
    if action["way"] == "seal" and case.may_be_cut and case.stage != "dismantling":
        return {
            key("power_cut", case.points["power_supply_point"]),
            key("water_cut", case.points["water_supply_point"]),
            ("power_unit_removal", line),
            ("seal", line),
        }
    return set()


def _of_announcement(case: Told) -> set[Key]:
    """P1.5: asked for of a department, since the decision, and not published otherwise."""
    if not case.announcing:
        return set()
    return {("portal_announcement", f"{_line(case)}（{case.announcing}）")}


def _of_watch(case: Told) -> set[Key]:
    """P1.4: of each inspection that found so, by its document."""
    return {
        ("police_notice", f"{_line(case)}（{entry['document']}）")
        for entry in case.taken("record_watch")
        if entry["event"]["action"]["found"] == "seals_broken"
    }
