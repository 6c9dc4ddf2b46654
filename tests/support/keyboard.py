"""Somebody at the keyboard: presses keys, counts them, and looks at each step whether focus can be seen."""

from playwright.sync_api import Page

MOST_TABS = 60
TO_CONTENT, TO_LIST = "Hopp til hovedinnholdet", "Hopp til listen"
# What the thing that has focus is called, as the words on it or on its label.
CALLED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return "";
  const words = element.getAttribute("aria-label") || (element.labels?.[0] ?? element).innerText || element.value || "";
  return words.trim().replace(/\\s+/g, " ");
}"""
# Where focus cannot be seen: nothing drawn around it, outside the window, or under something else.
UNSEEN = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return ["focus is nowhere"];
  const name = element.outerHTML.slice(0, 120);
  const style = getComputedStyle(element);
  const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const [box] = element.getClientRects();
  const inWindow = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
  const atop = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const covered = !atop || !(element.contains(atop) || atop.contains(element) || element.labels?.[0]?.contains(atop));
  return [...(drawn ? [] : [`not drawn: ${name}`]), ...(inWindow ? [] : [`outside the window: ${name}`]),
    ...(inWindow && covered ? [`covered: ${name}`] : [])];
}"""


class Keyboard:
    """Works on `page` with keys alone. `presses` is how many there were, typed letters included.

    `scripts` says whether the page may run any. What could not be seen on the way is gathered in `unseen`.
    """

    def __init__(self, page: Page, *, scripts: bool = True) -> None:
        self.page = page
        self.scripts = scripts
        self.presses = 0
        self.unseen: list[str] = []

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.presses += len(text)

    def tab_to(self, name: str, *, past: tuple[str, ...] = (TO_CONTENT, TO_LIST)) -> None:
        """Press Tab until something whose name starts so has focus, taking the ways `past` what is repeated."""
        for _ in range(MOST_TABS):
            self.press("Tab")
            self.unseen += self.page.evaluate(UNSEEN)
            called = self.page.evaluate(CALLED)
            if called.startswith(name):
                return
            if called in past:
                self.press("Enter")
        raise AssertionError(f"{name} is not reached by {MOST_TABS} tabs at {self.page.url}")

    def back_to(self, name: str) -> None:
        """Press Shift and Tab until something whose name starts so has focus."""
        for _ in range(MOST_TABS):
            self.press("Shift+Tab")
            self.unseen += self.page.evaluate(UNSEEN)
            if self.page.evaluate(CALLED).startswith(name):
                return
        raise AssertionError(f"{name} is not reached backwards by {MOST_TABS} tabs at {self.page.url}")

    def follow(self, name: str, *, past: tuple[str, ...] = (TO_CONTENT, TO_LIST)) -> None:
        """Go to a link or button and press Enter: another page opens."""
        self.tab_to(name, past=past)
        self.enter()

    def enter(self) -> None:
        """Press Enter: another page opens."""
        with self.page.expect_navigation():
            self.press("Enter")

    def choose(self, name: str, letters: str) -> None:
        """Go to a list or a group of answers and choose the one that begins with these letters."""
        self.tab_to(name)
        self.type(letters)
