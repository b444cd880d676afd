"""What is known before a command is given: each enterprise with its own command's entry alone."""

from sqlalchemy import Engine

from domain.enterprise import Enterprise
from records.known import Known, known
from records.write import Brought, write_together
from tests.records.lives_of_several import lives


def test_each_gets_its_own_enterprise_and_the_entry_of_its_own_command(engine: Engine) -> None:
    """S5: every life has a `command-2`, and one enterprise's says nothing of another's."""
    one, other = lives(2)
    write_together(engine, [Brought(one.enterprise.code, one.recorded)])
    write_together(engine, [Brought(other.enterprise.code, other.recorded[:1])])
    asked = [
        (other.enterprise.code, "command-2"),
        (one.enterprise.code, "command-2"),
        (one.enterprise.code, "command-9"),
        ("nobody", "command-1"),
        (one.enterprise.code, "command-3"),
    ]
    started = known(engine, [(other.enterprise.code, "")])[0].enterprise
    assert started.sequence == 1
    assert known(engine, asked) == [
        Known(started, None),
        Known(one.enterprise, one.entries[1]),
        Known(one.enterprise, None),
        Known(Enterprise("nobody"), None),
        Known(one.enterprise, one.entries[2]),
    ]
