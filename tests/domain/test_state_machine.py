"""Generated lives, by hypothesis: fewer than `test_walk.py` walks, but what fails is shrunk."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.domain.choosing import by_hypothesis
from tests.domain.living import Lives, lived


class Generated(RuleBasedStateMachine):
    life: Lives

    @initialize(data=st.data())
    def a_life_begins(self, data: st.DataObject) -> None:
        self.life = lived(by_hypothesis(data))

    @rule(data=st.data())
    def it_goes_on(self, data: st.DataObject) -> None:
        self.life.choose = by_hypothesis(data)
        self.life.goes_on_somehow()


TestLives = Generated.TestCase
TestLives.settings = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=200,
    stateful_step_count=40,
)
