"""What must always hold (L6, S1-S9), read from the record and from nothing else."""

from datetime import datetime

from tests.domain.always import enforcement, exits, orders, record, times, watching
from tests.domain.always.told import Json, tell


def check(entries: list[Json], now: datetime) -> None:
    """Raises AssertionError where the record shows that a rule was broken."""
    cases = list(tell(entries))
    record.s7_entries_follow_each_other(entries)
    record.s9_every_command_was_given_by_somebody_entitled(entries)
    orders.s5_each_order_once_in_effect(entries)
    orders.s6_a_measure_is_wanted_just_as_long_as_it_is_needed(cases, entries)
    enforcement.l6_nothing_is_ordered_or_done_on_site_out_of_hours_unsaid(entries)
    times.s8_an_order_without_receipt_was_chased(cases, entries, now)
    for case in cases:
        exits.s1_nothing_before_a_decision_by_somebody_entitled(case)
        exits.o7_l7_nothing_is_carried_out_without_its_plans_or_while_suspended(case)
        exits.s2_no_closure_before_the_period_is_over_or_a_reinspection_failed(case)
        exits.s3_at_most_three_months_and_none_applied_for_after_the_end(case)
        exits.s4_an_exit_is_complete_only_with_all_confirmed(case, entries)
        exits.the_period_is_the_laws(case)
        times.s8_a_stage_that_lasts_too_long_was_escalated(case, now)
        times.s8_the_end_of_the_period_moves_the_case_or_is_escalated(case, now)
        times.s8_reminders_came_on_their_days(case, now)
        watching.s8_an_exited_line_is_inspected_or_late(case, now)
