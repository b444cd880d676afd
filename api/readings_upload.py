"""A workbook of meter readings as it was sent."""

from api.readings_taking import Entered
from api.state import Shared
from api.workbook_reading import Reading
from api.workbook_upload import Upload
from records.readings import Batch, NewReading


def entered_by(shared: Shared, upload: Upload) -> tuple[Entered, Reading[NewReading]]:
    from api.readings_columns import COLUMNS
    from api.readings_workbook import read_readings  # openpyxl is slow to import, seldom needed

    read = read_readings(upload.content, shared.settings.plan_max_rows)
    batch = Batch(upload.id, upload.acting, upload.fingerprint)
    columns = {key: (COLUMNS[key].heading, letter) for key, letter in read.letters.items()}
    return Entered(upload.person, batch, read.rows, read.problems, columns), read
