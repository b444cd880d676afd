"""The numbers that requests name things by, checked for form before anything is looked up."""

from typing import Annotated

from fastapi import Path
from pydantic import AfterValidator, Field, StringConstraints
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as NumberError

_CODE = r"^[0-9A-HJ-NPQRTUWXY]{18}$"


def _checked(code: str) -> str:
    try:
        uscc.validate(code)
    except NumberError as problem:
        raise ValueError(
            "统一社会信用代码有误（GB 32100-2015 校验位不符）"
            " / not a valid unified social credit code (its check character does not fit)"
        ) from problem
    return code


CREDIT_CODE_EXAMPLE = "91150302MA0N1A2B37"
CreditCode = Annotated[str, AfterValidator(_checked)]
CodeInPath = Annotated[CreditCode, Path(pattern=_CODE, examples=[CREDIT_CODE_EXAMPLE])]
_CASE = r"^[0-9A-HJ-NPQRTUWXY]{18}-[1-9][0-9]{0,4}$"
CaseNumber = Annotated[
    str, StringConstraints(pattern=_CASE), Field(examples=[f"{CREDIT_CODE_EXAMPLE}-1"])
]
CaseInPath = Annotated[
    str,
    Path(
        pattern=_CASE,
        examples=[f"{CREDIT_CODE_EXAMPLE}-1"],
    ),
]
OrderInPath = Annotated[
    str,
    Path(
        pattern=r"^[0-9A-HJ-NPQRTUWXY]{18}-o[1-9][0-9]{0,5}$",
        examples=[f"{CREDIT_CODE_EXAMPLE}-o1"],
    ),
]


def enterprise_of(number: str) -> str:
    """The credit code in the number of a case or an order."""
    return number[:18]
