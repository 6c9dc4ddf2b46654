"""Opens the files that people upload. What a file is, is decided by its content, not by its name."""

from pathlib import PurePath
from typing import BinaryIO

from mentor_program.spreadsheets.reading_csv import read_csv
from mentor_program.spreadsheets.reading_xlsx import read_xlsx
from mentor_program.spreadsheets.workbook import MAX_BYTES, Sheet, UnreadableFile

ZIP = b"PK"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # .xls of old, and .xlsx with a password
OTHER_FILES = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"<!DOCTYPE", b"<html", b"<?xml")


def read_workbook(file: BinaryIO, filename: str) -> tuple[Sheet, ...]:
    """Read an .xlsx or .csv into sheets of rows, formulas as the text they are, blank rows left out.

    Raises UnreadableFile: empty_file, too_large, encrypted, old_excel, opendocument, not_a_spreadsheet, damaged,
    unknown_encoding, too_many_rows, too_many_columns, too_many_sheets, no_rows.
    """
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise UnreadableFile("too_large", megabytes=MAX_BYTES // 1_000_000)
    sheets = _read(content, PurePath(filename))
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableFile("no_rows")
    return sheets


def _read(content: bytes, name: PurePath) -> tuple[Sheet, ...]:
    if not content.strip():
        raise UnreadableFile("empty_file")
    if content.startswith(ZIP):
        return read_xlsx(content)
    if content.startswith(OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise UnreadableFile("encrypted" if encrypted else "old_excel")
    if name.suffix.casefold() in (".xlsx", ".xlsm"):
        raise UnreadableFile("damaged")
    if content.lstrip().startswith(OTHER_FILES):
        raise UnreadableFile("not_a_spreadsheet")
    return (read_csv(content, title=name.stem),)
