"""S7: whatever one does to a chain, the first bad entry is named, and how it is bad. Chains and
what is done to them are made up by Hypothesis, and the links are made without a database."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from domain.events import BEGINNING, digest, link
from records.chain import Chain, Known
from records.findings import Kind
from records.links import Link

NAME = "chain"


def made(length: int) -> list[Link]:
    links, head = list[Link](), BEGINNING
    for number in range(1, length + 1):
        body_digest = digest(f"entry {number}")
        head = link(head, body_digest)
        links.append(Link(NAME, number, number, True, body_digest, head))
    return links


def numbered(links: list[Link]) -> list[Link]:
    return [each._replace(number=number) for number, each in enumerate(links, start=1)]


@dataclass(frozen=True)
class Tampered:
    links: list[Link]
    place: int
    kind: Kind


@st.composite
def tampered(draw: st.DrawFn) -> tuple[int, Tampered]:
    length = draw(st.integers(3, 150))
    links = made(length)
    place = draw(st.integers(1, length))
    at = place - 1
    match draw(st.sampled_from([*Kind, "renumbered", "forged"])):
        case Kind.ALTERED:
            bad, made_up = links[at], digest("another")
            own = draw(st.sampled_from([None, *range(length + 2)]))
            ways = (
                bad._replace(digest=made_up),
                bad._replace(hash=made_up),
                bad._replace(agrees=False),
                bad._replace(own=own, digest=made_up),  # the number stands in the bytes
            )
            links[at] = draw(st.sampled_from(ways))
            return length, Tampered(links, place, Kind.ALTERED)
        case Kind.MISSING:
            del links[at]
            kind = Kind.TRUNCATED if place == length else Kind.MISSING
            return length, Tampered(links, place, kind)
        case "renumbered":
            del links[at]
            kind = Kind.TRUNCATED if place == length else Kind.MISSING
            return length, Tampered(numbered(links), place, kind)
        case Kind.REORDERED:
            other = draw(st.integers(1, length).filter(lambda each: each != place))
            links[at], links[other - 1] = links[other - 1], links[at]
            return length, Tampered(numbered(links), min(place, other), Kind.REORDERED)
        case Kind.INSERTED:
            which = draw(st.integers(1, length))
            links.insert(at, links[which - 1])
            # A copy beside its own cannot be told from it: the second of them is one too many.
            first = place + 1 if which == place else place
            return length, Tampered(numbered(links), first, Kind.INSERTED)
        case "forged":
            before = links[at - 1].hash if at else BEGINNING
            forged = link(before, digest("forged"))
            links.insert(at, Link(NAME, place, place, True, digest("forged"), forged))
            return length, Tampered(numbered(links), place, Kind.INSERTED)
        case _:
            return length, Tampered(links[:at], place, Kind.TRUNCATED)


@given(tampered())
def test_s7_the_first_bad_entry_is_named_for_what_it_is(found: tuple[int, Tampered]) -> None:
    length, what = found
    chain = Chain(NAME, [Known(length, made(length)[-1].hash, "head", last=True)])
    for each in what.links:
        chain.feed(each)
    finding = chain.finish()
    assert finding
    assert (finding.number, finding.kind) == (what.place, what.kind)


@given(st.integers(0, 150))
def test_a_whole_chain_is_good(length: int) -> None:
    chain = Chain(NAME, [Known(number, each.hash, "w") for number, each in _known(length)])
    for each in made(length):
        chain.feed(each)
    assert chain.finish() is None


def _known(length: int) -> list[tuple[int, Link]]:
    return [(each.number, each) for each in made(length)[::7]]
