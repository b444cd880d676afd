"""How a department behaves, so that trouble can be had on request."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Times = Annotated[int, Field(ge=0, le=1000)]
Seconds = Annotated[float, Field(ge=0, le=30 * 86400)]
Share = Annotated[float, Field(ge=0, le=1)]
BadReceipt = Literal["forged", "old", "unknown_order", "other_order", "unproved"]
Fault = Literal["fail", "fail_after_effect", "hang", "refuse"]
"""What happens to the next so many messages, or to a share of them."""


class Behaviour(BaseModel):
    """What is to happen so many times is counted down as it happens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    answer: Literal["at_once", "later"] = "at_once"
    later_share: Share = Field(default=0, description="of all orders, answered later all the same")
    delay_seconds: Seconds = Field(
        default=0, description="from the order's arrival until it is carried out"
    )
    spread_seconds: Seconds = Field(default=0, description="up to so many more, by chance")
    done_on_arrival: bool = Field(
        default=False, description="what is answered later is done at once: the receipt takes long"
    )
    after_the_next: bool = Field(
        default=False, description="a callback waits until one for another order was sent"
    )
    fail_next: Times = Field(default=0, description="messages to answer 500 before any effect")
    fail_after_effect_next: Times = Field(
        default=0, description="to answer 500 after their effect, or after they were accepted"
    )
    hang_next: Times = Field(default=0, description="likewise, to leave without an answer")
    hang_seconds: Seconds = Field(default=30, description="for how long")
    refuse_next: Times = Field(default=0, description="orders to refuse")
    refuse_because: str = Field(default="供电线路带有居民负荷", min_length=1, max_length=1000)
    down: bool = Field(default=False, description="503 for everything, until told otherwise")
    down_seconds: Seconds = Field(
        default=0, description="a message that arrives is not seen, nor is any other for so long"
    )
    duplicate_callbacks: Times = Field(default=0, description="extra times a callback is sent")
    fail_share: Share = Field(default=0, description="of all messages, failed before any effect")
    fail_after_effect_share: Share = Field(default=0, description="likewise, after their effect")
    hang_share: Share = Field(default=0, description="likewise, left without an answer")
    refuse_share: Share = Field(default=0, description="of all orders, refused")
    duplicate_share: Share = Field(default=0, description="of all callbacks, sent once more")
    bad_callbacks: tuple[BadReceipt, ...] = Field(
        default=(), description="what is sent before each genuine callback"
    )
    bad_answers: tuple[BadReceipt, ...] = Field(
        default=(), description="what the next answers bring in place of the genuine receipt"
    )
    seed: int | None = Field(
        default=None, description="chance deals alike with the same arrival of the same message"
    )

    def happens(self, fault: Fault) -> tuple[int, float]:
        """How many times it is to happen yet, and for which share of the others."""
        times: int = getattr(self, f"{fault}_next")
        share: float = getattr(self, f"{fault}_share")
        return times, share
