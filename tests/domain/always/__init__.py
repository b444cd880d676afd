"""What must always hold (S1-S9, and the law around them), read from the record alone."""

from datetime import datetime

from tests.domain.always import (
    enforcement,
    exits,
    hearings,
    orders,
    periods,
    record,
    times,
    watching,
)
from tests.domain.always.book import Book
from tests.domain.always.told import Json

OF_AN_ENTRY = (
    record.s7_entries_follow_each_other,
    record.s7_no_irreversible_step_is_one_persons_alone,
    record.s9_every_command_was_given_by_somebody_entitled,
    record.o7_nobody_decides_on_a_plan_of_their_own,
    exits.s1_nothing_before_a_decision_by_somebody_entitled,
    exits.o7_l7_nothing_is_carried_out_without_its_plans_or_while_suspended,
    exits.s2_no_closure_before_the_period_is_over_or_a_reinspection_failed,
    exits.s2_p3_1_nobody_is_late_before_the_planned_date,
    exits.s4_an_exit_is_complete_only_with_all_confirmed,
    periods.s3_at_most_three_months_and_none_applied_for_after_the_end,
    hearings.l5_no_decision_before_the_enterprise_was_heard,
    hearings.l5_no_stop_that_counts_as_a_penalty_before_the_enterprise_was_heard,
    hearings.l5_a_hearing_is_asked_for_in_time_and_held_after_it,
    hearings.p4_2_p6_2_no_closure_without_the_approval_that_it_needs,
    hearings.p4_2_p6_2_a_refusal_is_answered,
    times.s8_a_proposal_lapses_when_its_time_is_over,
    orders.s5_each_order_once_in_effect,
    orders.s5_a_receipt_counts_once,
    orders.p1_3_a_cut_comes_in_its_turn,
    orders.s6_only_what_is_not_needed_any_more_is_cancelled,
    orders.s8_only_a_refused_order_is_given_again,
    enforcement.l6_nothing_is_ordered_on_site_out_of_hours_unsaid,
    watching.p1_4_a_case_follows_one_that_ended_or_was_sealed,
)
"""Each is asked of every entry, before it is added to what is told so far."""

OF_A_TOLD_ENTRY = (
    periods.l1_l2_l3_the_period_is_the_laws,
    periods.l8_what_runs_ends_as_if_the_calendar_had_been_known,
)
"""Each is asked of every entry, once it is added."""

OF_A_CASE = (
    hearings.l5_the_end_of_the_time_to_object_is_on_record,
    times.s8_a_stage_that_lasts_too_long_was_escalated,
    times.s8_the_end_of_the_period_moves_the_case_or_is_escalated,
    times.s8_reminders_came_on_their_days,
    times.s8_what_waits_for_a_second_person_waits_no_longer,
    times.o5_no_price_outlives_its_period,
    watching.s8_an_exited_line_is_inspected_or_late,
)
OF_AN_ENTERPRISE = (
    orders.s6_a_measure_is_wanted_just_as_long_as_it_is_needed,
    enforcement.l6_what_was_done_on_site_out_of_hours_is_told,
    enforcement.l6_nothing_waits_for_a_day_before_the_one_that_its_notice_names,
    times.s8_an_order_that_waits_was_chased,
    watching.p1_4_production_resumed_has_its_own_case,
)
"""Each is asked of the whole, whenever nothing is left undone; of a case, if it or the time has
moved on."""


class Always:
    """One enterprise's record, held against the rules as it grows."""

    def __init__(self) -> None:
        self._book = Book()
        self._at: datetime | None = None

    @property
    def actions(self) -> set[str]:
        """The kinds of action that were carried out."""
        return {kind for case in self._book.cases.values() for kind in case.actions}

    def goes_on(self, entries: list[Json], now: datetime) -> None:
        """Raises AssertionError where the record shows that a rule was broken."""
        told = {}
        for entry in entries:
            case = told[entry["case"]] = self._book.case(entry)
            for of_an_entry in OF_AN_ENTRY:
                of_an_entry(self._book, case, entry)
            self._book.add(entry)
            for of_a_told_entry in OF_A_TOLD_ENTRY:
                of_a_told_entry(self._book, case, entry)
        for case in told.values() if now == self._at else self._book.cases.values():
            for of_a_case in OF_A_CASE:
                of_a_case(case, now)
        for of_an_enterprise in OF_AN_ENTERPRISE:
            of_an_enterprise(self._book, now)
        self._at = now


def check(entries: list[Json], now: datetime) -> None:
    """A whole record at once."""
    Always().goes_on(entries, now)
