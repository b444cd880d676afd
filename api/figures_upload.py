"""The way of uploaded yearly figures: read, ranked, and, if they are to count, kept on record."""

from api.figures_views import FiguresKept, FiguresReport, standing_view
from api.state import Shared
from api.workbook_reading import Reading
from api.workbook_upload import Upload, bad_rows, key_reused
from domain.figures import Figures
from domain.standings import Standing, standings
from domain.words import Text
from records import audit, figures
from records.database import reading, writing
from records.figures import FiguresRow, NewFigures

_BAD_ROWS = Text(
    "数据有误，未保存；缺少部分企业的排名不成立，请按 errors 更正后整表上传",
    "the figures have errors and were not kept; a ranking without some enterprises would be "
    "another, so correct what errors says and upload them all",
)


def examine(shared: Shared, upload: Upload) -> FiguresReport:
    read, found = _ranked(shared, upload)
    return FiguresReport(
        total=read.total,
        good=len(read.rows),
        problems=read.problems,
        notes=read.notes,
        standings=[standing_view(each) for each in found],
    )


def take(shared: Shared, year: int, upload: Upload) -> FiguresKept:
    with reading(shared.engine) as session:
        kept = figures.by_upload(session, upload.id)
    if kept is None:
        kept = _keep(shared, year, upload)
    if (kept.fingerprint, kept.year) != (upload.fingerprint, year):
        raise key_reused()
    ask = f"/figures/{year}?version={kept.version}"
    return FiguresKept(year=year, version=kept.version, ask=ask)


def _ranked(shared: Shared, upload: Upload) -> tuple[Reading[Figures], list[Standing]]:
    """The list is empty while a row is bad."""
    from api.figures_workbook import read_figures  # openpyxl is slow to import, seldom needed

    read = read_figures(upload.content, shared.settings.plan_max_rows)
    ranked = [] if read.problems else standings(read.rows, shared.settings.ranking)
    return read, ranked


def _keep(shared: Shared, year: int, upload: Upload) -> FiguresRow:
    read, found = _ranked(shared, upload)
    if read.problems:
        detail = f"figures of {year}: {read.total} rows, {len(read.rows)} good"
        raise bad_rows(shared, upload, read.problems, "bad_figures", _BAD_ROWS, detail)
    new = NewFigures(
        year=year,
        upload=upload.id,
        by=upload.person.id,
        name=upload.name,
        fingerprint=upload.fingerprint,
        rules=shared.settings.ranking,
    )
    with writing(shared.engine) as session:
        kept, is_new = figures.keep(session, new, found)
        if is_new:
            controlled = sum(each.controlled for each in found)
            audit.note(
                session,
                "figures_kept",
                actor=upload.person.id,
                role=upload.acting.role,
                subject=f"{year} v{kept.version}",
                detail=f"{len(found)} enterprises, {controlled} for factor control; "
                f"workbook {upload.name!r} sha256 {upload.fingerprint}",
            )
    return kept
