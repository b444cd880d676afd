"""A district's review in a sentence, with its figures (O3)."""

from decimal import Decimal

from domain.ladder import RUNGS
from domain.people import DISTRICTS
from domain.review import TRENDS, Review, Slowness
from domain.words import Text

_LATE = Text("在办 {open} 件，逾期 {late} 件{share}", "{late} of {open} open cases late{share}")
_IN_TIME = Text(
    "到期应结 {came_due} 件，按期 {in_time} 件{share}",
    "{in_time} of {came_due} that came due settled in time{share}",
)
_TREND = Text("与上次相比{trend}", "{trend} against the review before")
_SLOWNESS = {
    Slowness.LATE: Text("逾期超过 {limit}", "more than {limit} late"),
    Slowness.NOT_IN_TIME: Text("按期不足 {limit}", "less than {limit} in time"),
}
_RUNG = Text("进展缓慢（连续第 {times} 次）：{rung}", "slow (no. {times} in a row): {rung}")
_NOT_SLOW = Text("进展正常", "not slow")


def tell_review(review: Review) -> Text:
    now, rules = review.progress, review.rules
    limits = {Slowness.LATE: rules.late_share, Slowness.NOT_IN_TIME: rules.in_time_share}
    parts = [
        _LATE.format(open=now.open, late=now.late, share=_percent(now.late_share)),
        _IN_TIME.format(
            came_due=now.came_due, in_time=now.in_time, share=_percent(now.in_time_share)
        ),
    ]
    if review.trend:
        parts.append(_TREND.format(trend=TRENDS[review.trend]))
    parts += [
        _SLOWNESS[each].format(limit=f"{(limits[each] * 100).normalize():f}%")
        for each in review.slowness
    ]
    if review.rung is None:
        parts.append(_NOT_SLOW)
    else:
        label = RUNGS[review.rung].label
        parts.append(_RUNG.format(times=review.slow_in_a_row, rung=label))
    named = DISTRICTS[review.district]
    return Text(
        f"{named.zh} {review.period}：" + "；".join(part.zh for part in parts),
        f"{named.en} {review.period}: " + "; ".join(part.en for part in parts),
    )


def _percent(share: Decimal | None) -> Text:
    return Text(f"（{share:.1%}）", f" ({share:.1%})") if share is not None else Text("", "")
