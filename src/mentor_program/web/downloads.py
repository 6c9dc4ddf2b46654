"""A list as a file: `.csv` in pieces, `.xlsx` whole."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextvars import Context, copy_context
from itertools import chain, islice
from tempfile import SpooledTemporaryFile

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from mentor_program.spreadsheets.writing import CSV_TYPE, XLSX_TYPE, Table, csv_chunks, write_xlsx

IN_MEMORY_BYTES = 2_000_000


def download(kind: str, *, title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A file named after `title`. `kind` is csv or xlsx, anything else is not found.

    The first row is made at once, so that a refusal becomes a page and not a broken file.
    """
    rows = iter(rows)
    table = Table(title=title, headings=[str(heading) for heading in headings], rows=chain(list(islice(rows, 1)), rows))
    if kind == "csv":
        response = StreamingHttpResponse(spoken_in(copy_context(), csv_chunks(table)), content_type=CSV_TYPE)
    elif kind == "xlsx":
        file = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - the response closes it
        write_xlsx(table, file)
        file.seek(0)
        response = FileResponse(file, content_type=XLSX_TYPE)
    else:
        raise Http404
    response["Content-Disposition"] = content_disposition_header(True, f"{title.lower()}.{kind}")
    return response


def spoken_in(moment: Context, chunks: Generator[bytes]) -> Iterator[bytes]:
    """The same pieces, made in the language and words of `moment`: they are asked for when the request is over."""
    try:
        while (chunk := moment.run(next, chunks, None)) is not None:
            yield chunk
    finally:
        chunks.close()
