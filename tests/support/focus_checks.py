"""What no checker of rules looks at: where focus is, and whether a dialog tells what it leads to."""

from playwright.sync_api import Page

FOCUS_LOST = """() => !document.activeElement || document.activeElement === document.body
  ? ["focus is nowhere"] : []"""
UNDESCRIBED = """() => [...document.querySelectorAll("dialog[open]")].filter(dialog => {
    const told = document.getElementById(dialog.getAttribute("aria-describedby"));
    return !told?.textContent.trim();
  }).map(dialog => `a dialog does not tell what it leads to: ${dialog.id}`)"""


def focus_faults(page: Page) -> list[str]:
    """What is wrong after something was done: focus nowhere, or a dialog open without its consequence."""
    return page.evaluate(FOCUS_LOST) + page.evaluate(UNDESCRIBED)
