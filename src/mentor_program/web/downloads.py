"""A list as a file: `.csv` in pieces, `.xlsx` whole."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from tempfile import SpooledTemporaryFile

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse

from mentor_program.spreadsheets.writing import CSV_TYPE, XLSX_TYPE, Table, csv_chunks, write_xlsx

IN_MEMORY_BYTES = 2_000_000


def download(kind: str, *, title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A file named after `title`. `kind` is csv or xlsx, anything else is not found.

    The first row is made at once, so that a refusal becomes a page and not a broken file.
    """
    rows = iter(rows)
    table = Table(title=title, headings=[str(heading) for heading in headings], rows=chain(list(islice(rows, 1)), rows))
    if kind == "csv":
        response = StreamingHttpResponse(csv_chunks(table), content_type=CSV_TYPE)
    elif kind == "xlsx":
        file = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - the response closes it
        write_xlsx(table, file)
        file.seek(0)
        response = FileResponse(file, content_type=XLSX_TYPE)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{title.lower()}.{kind}"'
    return response
