"""IBM's checker in the page, and two checkers of HTML over pages as rendered. What is excepted says why, here only."""

import json
import subprocess
from pathlib import Path

from playwright.sync_api import Page

from support.browsing import REPOSITORY

MODULES = REPOSITORY / "node_modules"
ACE = MODULES / "accessibility-checker-engine" / "ace.js"
RUN_ACE = """async () => (await new ace.Checker().check(document, ["IBM_Accessibility", "WCAG_2_2"])).results
  .filter(found => found.value[0] === "VIOLATION" && found.value[1] === "FAIL")
  .map(found => `${found.ruleId}: ${found.message} ${found.snippet.slice(0, 160)}`)"""

# Part of what IBM's checker says -> why it is no fault.
IBM_EXCEPTIONS = {
    'with "form" role do not have unique labels': "a form without a name is no landmark: nobody hears it as one",
    'autocomplete="username"': "HTML allows it on a field for e-mail, and password managers look for it",
    'with "form" landmarks within the same parent region': "the same",
}
# Rule of html-validate -> why it is switched off.
HTML_EXCEPTIONS = {
    "no-redundant-role": "roles of tables are repeated: some browsers lose the table when its rows become cards",
    "prefer-native-element": "the same roles",
    "attribute-boolean-style": "a browser writes autofocus as autofocus=''",
    "attribute-empty-style": "a browser writes data-focus-first as data-focus-first=''",
    "void-style": "a matter of taste",
    "no-trailing-whitespace": "nobody hears it",
    "long-title": "the title says the outcome first, then where one is",
    "tel-non-breaking": "a telephone number may break over two lines on a phone at 400 %",
}
# Options of rules that are too narrow as they come.
HTML_OPTIONS = {
    "form-dup-name": ["error", {"shared": ["radio", "checkbox", "submit", "button", "reset"]}],
    "aria-label-misuse": ["error", {"allowAnyNamable": True}],
}
# Part of what vnu says -> why it is no fault.
VNU_EXCEPTIONS = {
    "” role is unnecessary for element": "roles of tables are repeated, as above",
    "“role” attribute must not be used on a “t": "roles of tables are repeated, as above",
    "Section lacks heading": "the outcome: a div is called a panel in braille, a paragraph is spoken twice",
}


def ibm_faults(page: Page) -> list[str]:
    """What IBM's rules find broken in the page as it stands."""
    page.evaluate(ACE.read_text(encoding="utf-8") + "; window.ace = ace; 0")
    return [fault for fault in page.evaluate(RUN_ACE) if not any(excepted in fault for excepted in IBM_EXCEPTIONS)]


def html_faults(pages: dict[str, str], folder: Path) -> list[str]:
    """What html-validate and vnu find wrong with pages (name -> HTML). `folder` is an empty one to write them to."""
    files = {f"{number:03}.html": name for number, name in enumerate(pages)}
    for file, html in zip(files, pages.values(), strict=True):
        (folder / file).write_text(html, encoding="utf-8")
    faults = _html_validate(folder) + _vnu(folder, list(files))
    return [f"{files[Path(file).name]}: {words}" for file, words in faults]


def _html_validate(folder: Path) -> list[tuple[str, str]]:
    settings = {
        "root": True,
        "extends": ["html-validate:recommended", "html-validate:a11y"],
        "rules": dict.fromkeys(HTML_EXCEPTIONS, "off") | HTML_OPTIONS,
    }
    (folder / ".htmlvalidate.json").write_text(json.dumps(settings))
    program = MODULES / "html-validate" / "bin" / "html-validate.mjs"
    report_file = folder / "report.json"
    # Into a file: what is longer than a pipe holds would be cut off.
    command = ["node", program, "--formatter", f"json={report_file}", str(folder)]
    subprocess.run(command, capture_output=True, cwd=folder, check=False)
    return [
        (report["filePath"], f"{message['ruleId']}: {message['message']} {message.get('selector')}")
        for report in json.loads(report_file.read_text(encoding="utf-8"))
        for message in report["messages"]
    ]


def _vnu(folder: Path, files: list[str]) -> list[tuple[str, str]]:
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    said = subprocess.run(
        ["java", "-Xss4m", "-jar", jar, "--format", "json", "--exit-zero-always", *files],
        capture_output=True,
        text=True,
        cwd=folder,
        check=True,
    )
    return [
        (message["url"], f"{message['message']} {message.get('extract', '')}")
        for message in json.loads(said.stderr)["messages"]
        if not any(excepted in message["message"] for excepted in VNU_EXCEPTIONS)
    ]
