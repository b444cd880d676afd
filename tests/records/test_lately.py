"""What is kept of enterprises spares reading them again, and never stands for what has moved on."""

from dataclasses import replace

from sqlalchemy import Engine, update

from domain.enterprise import Enterprise
from records.database import one_transaction
from records.known import known
from records.lately import Lately
from records.projection import enterprise_row
from records.tables import ENTERPRISE
from records.write import Brought, write_together
from tests.records.lives_of_several import lives


def test_what_was_put_on_record_here_is_not_read_again(engine: Engine) -> None:
    lately, [life] = Lately(), lives(1)
    [after] = write_together(engine, [Brought(life.enterprise.code, life.recorded)], lately)
    [found] = known(engine, [(life.enterprise.code, "")], lately)
    assert found.enterprise is after


def test_what_was_read_is_not_read_again(engine: Engine) -> None:
    lately, [life] = Lately(), lives(1)
    write_together(engine, [Brought(life.enterprise.code, life.recorded)])
    asked = [(life.enterprise.code, "")]
    [first], [again] = known(engine, asked, lately), known(engine, asked, lately)
    assert first.enterprise == life.enterprise
    assert again.enterprise is first.enterprise


def test_what_another_process_wrote_on_since_is_read_anew(engine: Engine) -> None:
    """S7: the record counts, not what one process remembers of it."""
    lately, [life] = Lately(), lives(1)
    asked = [(life.enterprise.code, "")]
    write_together(engine, [Brought(life.enterprise.code, life.recorded[:2])], lately)
    write_together(engine, [Brought(life.enterprise.code, life.recorded[2:])])
    assert known(engine, asked, lately)[0].enterprise == life.enterprise


def test_what_somebody_altered_is_read_as_it_stands(engine: Engine) -> None:
    """S7: else the next command would put it right again, and nobody would ever know."""
    lately, [life] = Lately(), lives(1)
    write_together(engine, [Brought(life.enterprise.code, life.recorded)], lately)
    with one_transaction(engine) as connection:
        renamed = replace(life.enterprise, name="another")
        connection.execute(update(ENTERPRISE).values(state=enterprise_row(renamed)["state"]))
    [found] = known(engine, [(life.enterprise.code, "")], lately)
    assert found.enterprise == renamed


def test_what_was_kept_the_longest_ago_gives_way() -> None:
    lately = Lately(2)
    one, two, three = (Enterprise(code) for code in ("one", "two", "three"))
    for each in (one, two, one, three):
        lately.keep(each, "{}")
    assert [lately.at(each.code, "{}") for each in (one, two, three)] == [one, None, three]
