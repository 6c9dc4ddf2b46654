"""`mentor-program match FILE …`: the whole cohort from spreadsheets, without an account or a database."""

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from mentor_program.domain.readiness import Qualification
from mentor_program.domain.scoring import DEFAULT_WEIGHTS, Part, complete_weights
from mentor_program.geography.register import RegisterError, read_register
from mentor_program.spreadsheets.cohort_proposals import Proposals, propose
from mentor_program.spreadsheets.cohort_reading import Cohort, UnreadableAmongFiles, read_cohort
from mentor_program.spreadsheets.cohort_result import summary, write_result
from mentor_program.spreadsheets.faults import Severity, file_sentence

LANGUAGES = ("nb", "nn", "en")
REFUSED = 2
LARGEST_WEIGHT = 100
MOST_TOLD = 20


class Refusal(Exception):
    """The command cannot answer; the sentence says why."""


def main(argv: list[str]) -> int:
    """Run `mentor-program match …`; returns 0, or 2 when nothing was written."""
    with translation.override(_language(argv)):
        arguments = _parser().parse_args(argv)
        try:
            return _match(arguments)
        except OSError as error:
            what = error.filename or arguments.output
            return _refuse(_("%(file)s cannot be read or written: %(why)s") % {"file": what, "why": error.strerror})
        except UnreadableAmongFiles as error:
            return _refuse(f"{error.file_name}: {file_sentence(error.reason.code, error.reason.facts)}")
        except RegisterError as error:
            return _refuse(f"{arguments.postal_codes}: {error}")
        except Refusal as error:
            return _refuse(str(error))


def _match(arguments: argparse.Namespace) -> int:
    output: Path = arguments.output
    _check_output(output, arguments.files, force=arguments.force)
    weights = read_weights(arguments.weights)
    codes = read_register(arguments.postal_codes.read_bytes()).codes if arguments.postal_codes else ()
    cohort = read_cohort(
        [(path.name, path.read_bytes()) for path in arguments.files],
        today=datetime.now(ZoneInfo("Europe/Oslo")).date(),
        postal_codes={code: municipality for code, _place, municipality in codes},
        required=read_required(arguments.require),
    )
    _need_people(cohort)
    result = propose(cohort, weights=weights, max_km=arguments.max_km)
    _write(cohort, result, output)
    print("\n".join([*summary(result), *_remarks(cohort), _("Written to %(file)s.") % {"file": output}]))
    return 0


def _check_output(output: Path, files: list[Path], *, force: bool) -> None:
    """Refuse before anything is read, rather than after the work."""
    if output.suffix.lower() != ".xlsx":
        raise Refusal(_("%(file)s: the result is an Excel file; end its name in .xlsx.") % {"file": output})
    if any(output.exists() and path.exists() and output.samefile(path) for path in files):
        raise Refusal(_("%(file)s is one of the files to read. Choose another with --output.") % {"file": output})
    if output.exists() and not force:
        raise Refusal(
            _("%(file)s exists already. Choose another with --output, or write over it with --force.")
            % {"file": output}
        )


def read_weights(text: str) -> dict[Part, int]:
    """Weights as "distance=40,areas=20"; the others keep their default. Raises Refusal."""
    chosen: dict[str, int] = {}
    for piece in filter(None, map(str.strip, text.split(","))):
        name, equals, number = piece.partition("=")
        if name.strip() not in set(Part) or not equals or not number.strip().isdecimal():
            names = ", ".join(Part)
            raise Refusal(
                _("“%(piece)s” is not a weight. Write for example distance=40; the parts are %(names)s.")
                % {"piece": piece, "names": names}
            )
        if int(number) > LARGEST_WEIGHT:
            raise Refusal(_("“%(piece)s”: a weight is from 0 to %(most)d.") % {"piece": piece, "most": LARGEST_WEIGHT})
        chosen[name.strip()] = int(number)
    if not any(chosen.get(part, weight) for part, weight in DEFAULT_WEIGHTS.items()):
        raise Refusal(_("Not all weights can be 0."))
    return complete_weights(chosen)


def read_required(text: str | None) -> list[Qualification] | None:
    """Requirements as "course,confidentiality", "none" for nothing; None leaves it to the sheets. Raises Refusal."""
    if text is None:
        return None
    names = [name for name in map(str.strip, text.split(",")) if name and name != "none"]
    unknown = [name for name in names if name not in set(Qualification)]
    if unknown:
        facts = {"name": unknown[0], "names": ", ".join([*Qualification, "none"])}
        raise Refusal(_("“%(name)s” is not a requirement. They are %(names)s.") % facts)
    return [Qualification(name) for name in names]


def _need_people(cohort: Cohort) -> None:
    if cohort.mentors and cohort.mentees:
        return
    if not cohort.mentors:
        words = _("No mentors were found. Call their sheet or file “Mentorer”, or add a column “Rolle”.")
    else:
        words = _("No mentees were found. Call their sheet or file “Deltakere”, or add a column “Rolle”.")
    raise Refusal("\n".join([words, *_told(cohort, least=Severity.WARNING)]))


def _remarks(cohort: Cohort) -> list[str]:
    return _told(cohort, least=Severity.ERROR)


def _told(cohort: Cohort, *, least: Severity) -> list[str]:
    """The gravest faults by sheet and row; the workbook has them all."""
    wanted = {Severity.ERROR, least}
    lines = [f"  {fault.place()}: {fault.sentence()}" for fault in cohort.faults if fault.severity in wanted]
    if not lines:
        return []
    more = ["  …"] if len(lines) > MOST_TOLD else []
    return [_("Left out or to be checked:"), *lines[:MOST_TOLD], *more]


def _write(cohort: Cohort, result: Proposals, output: Path) -> None:
    """Write beside the file and put it in its place when it is whole."""
    content = BytesIO()
    write_result(cohort, result, content)
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.stem}-", suffix=".xlsx")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.getvalue())
        os.replace(name, output)  # readable for nobody else, as mkstemp makes it: it holds names
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    print(_("Nothing was written."), file=sys.stderr)
    return REFUSED


def _language(argv: list[str]) -> str:
    """The language asked for, before the parser itself says anything."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    try:
        return early.parse_known_args(argv)[0].language
    except argparse.ArgumentError:
        return LANGUAGES[0]


def _kilometres(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("“%(value)s” is not a whole number of kilometres") % {"value": text})
    return int(text)


def _weights_in_words(weights: Mapping[Part, int]) -> str:
    return ", ".join(f"{part}={weight}" for part, weight in weights.items())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mentor-program match",
        description=_("Propose mentor pairs for everybody who waits, from spreadsheets alone."),
    )
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help=_(".xlsx or .csv with mentors and mentees, together or apart"),
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=Path("mentorpar.xlsx"),
        metavar="FILE",
        help=_("where the proposals are written (%(default)s)"),
    )
    parser.add_argument("--force", action="store_true", help=_("write over the output if it exists"))
    parser.add_argument("--max-km", type=_kilometres, metavar="N", help=_("greatest distance within a pair"))
    parser.add_argument(
        "--weights",
        default="",
        metavar="PART=N,…",
        help=_("what counts how much, 0 to 100 (%(weights)s)") % {"weights": _weights_in_words(DEFAULT_WEIGHTS)},
    )
    parser.add_argument(
        "--require",
        metavar="WHAT,…",
        help=_("what mentors must have: %(names)s (what the sheets have columns for)")
        % {"names": ", ".join([*Qualification, "none"])},
    )
    parser.add_argument(
        "--postal-codes",
        type=Path,
        metavar="FILE",
        help=_("the register of postal codes, where sheets lack municipalities"),
    )
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help=_("of the result (%(default)s)"))
    return parser
