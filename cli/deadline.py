"""`phaseout deadline`: when a rectification period ends, for one service date or a list of them."""

import csv
import sys
from collections.abc import Iterable
from typing import Annotated, Literal

import typer

from activities.holidays import announced_calendar
from cli.deadline_request import InputError, plain, read_request, rows

Language = Literal["zh", "en"]


def deadline(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="-",
            help="从标准输入逐行读取 served,months,extension · read lines from standard input",
        ),
    ] = None,
    served: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="送达日 · date of service")
    ] = None,
    months: Annotated[
        str | None, typer.Option(metavar="1-24", help="整改期限（月） · months of the period")
    ] = None,
    extension: Annotated[
        str | None, typer.Option(metavar="0-3", help="延期（月） · months of extension")
    ] = None,
    lang: Annotated[Language, typer.Option(help="说明的语言 · language of messages")] = "zh",
) -> None:
    """计算整改期限的届满日，并列出依据 · When a rectification period ends, and why."""
    if source is None:
        if served is None or months is None:
            raise typer.BadParameter(
                {
                    "zh": "请给出 --served 和 --months，或用“-”从标准输入读取",
                    "en": "give --served and --months, or - to read standard input",
                }[lang]
            )
        _explain(served, months, extension or "", lang)
    elif source != "-" or any(option is not None for option in (served, months, extension)):
        raise typer.BadParameter(
            {
                "zh": "只接受“-”，且不与 --served、--months、--extension 同用",
                "en": "only - is taken, and without --served, --months or --extension",
            }[lang],
            param_hint=source,
        )
    else:
        lines = typer.get_text_stream("stdin", encoding="utf-8-sig", errors="replace")
        if not _compute_lines(lines, lang):
            raise typer.Exit(1)


def _explain(served: str, months: str, extension: str, lang: Language) -> None:
    from domain.explaining import explain  # not for lines, which want no sentences

    try:
        request = read_request([plain(served), plain(months), plain(extension)])
        result = request.compute(announced_calendar())
    except InputError as error:
        raise typer.BadParameter(error.messages[lang], param_hint=f"--{error.field}") from error
    if lang == "zh":
        state = "暂定" if result.provisional else "确定"
        print(f"届满日：{result.last_day}（北京时间24时，{state}）")
    else:
        state = "provisional" if result.provisional else "final"
        print(f"Last day: {result.last_day} (to 24:00 Beijing time, {state})")
    for step in explain(result):
        print(f"  {step.rule:<4}  {step.day}  {step.zh if lang == 'zh' else step.en}")


def _compute_lines(lines: Iterable[str], lang: Language) -> bool:
    """Answer each line by itself; whether all could be answered."""
    calendar = announced_calendar()
    answers = csv.writer(sys.stdout, lineterminator="\n")
    all_well = True
    for number, fields in rows(lines):
        try:
            request = read_request(fields)
            result = request.compute(calendar)
        except InputError as error:
            all_well = False
            place = f"第{number}行：" if lang == "zh" else f"line {number}: "
            print(place + error.messages[lang], file=sys.stderr)
        else:
            state = "provisional" if result.provisional else "final"
            answers.writerow(
                (request.served, request.months, request.extension, result.last_day, state)
            )
    return all_well
