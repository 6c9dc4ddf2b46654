"""The table, and which target was missed."""

from dataclasses import dataclass, field

from bench.statements import Statement

POLICY_RATIO = 1.3
POLICY_MS = 1.0
PAGE_RATIO = 1.5
QUERIES = 12
# Candidates are weighed against each other before the best are shown, so that work grows with the people in scope.
MAY_GROW = ("candidates",)
HEADINGS = ("who", "page", "policies on", "off", "ratio", "queries", "rows", "page", "same rows", "at 1/100", "ratio")


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of a page at full size and at a hundredth, with the rows each shows.

    `full_cut` is the page at full size cut to as many rows as there are at a hundredth: a row costs the same to show
    at any size, so that only this one can be compared.
    """

    full: float
    full_cut: float
    small: float
    full_rows: int
    small_rows: int


@dataclass(slots=True)
class Line:
    """One page of one role; times in milliseconds."""

    role: str
    page: str
    statements: list[Statement]
    queries: int
    times: Times
    missed: list[str] = field(default_factory=list)

    @property
    def compared(self) -> list[Statement]:
        """Statements whose scope stands in the query, so that both sides read the same rows."""
        return [s for s in self.statements if s.same_rows]

    @property
    def on(self) -> float:
        return sum(s.on for s in self.compared)

    @property
    def off(self) -> float:
        return sum(s.off for s in self.compared)

    @property
    def growth(self) -> float:
        """How much longer the page takes at full size than at a hundredth, for as many rows."""
        return self.times.full_cut / self.times.small

    def judge(self) -> None:
        """Fill in `missed`."""
        scanned = sorted({name for s in self.statements for name in s.scanned})
        if scanned:
            self.missed.append(f"sequential scan of {', '.join(scanned)}")
        for s in self.compared:
            if s.on > max(POLICY_RATIO * s.off, s.off + POLICY_MS):
                self.missed.append(f"policies cost {s.on - s.off:.1f} ms ({s.on / s.off:.2f} ×) on {s.tables}")
        if self.queries > QUERIES:
            self.missed.append(f"{self.queries} queries")
        if self.growth > PAGE_RATIO and self.page not in MAY_GROW:
            self.missed.append(f"the page takes {self.growth:.2f} × that at a hundredth")

    def cells(self) -> tuple[str, ...]:
        return (
            self.role,
            self.page,
            f"{self.on:.1f} ms",
            f"{self.off:.1f} ms",
            f"{self.on / self.off:.2f}",
            str(self.queries),
            f"{self.times.full_rows}",
            f"{self.times.full:.0f} ms",
            f"{self.times.full_cut:.0f} ms",
            f"{self.times.small:.0f} ms",
            f"{self.growth:.2f}",
        )


def table(lines: list[Line]) -> str:
    """The lines as a Markdown table."""
    rows = [HEADINGS, tuple("---" for _ in HEADINGS), *(line.cells() for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


@dataclass(frozen=True, slots=True)
class Judged:
    """One line about whole cohorts: what was measured, and the target where it has one."""

    what: str
    measured: str
    target: str = ""
    met: bool = True

    def cells(self) -> tuple[str, ...]:
        return self.what, self.measured, self.target or "–", "" if not self.target else "yes" if self.met else "NO"


def matching_table(lines: list[Judged]) -> str:
    """The lines as a Markdown table."""
    rows = [("what", "measured", "target", "met"), ("---",) * 4, *(line.cells() for line in lines)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def plans(line: Line) -> str:
    """The plans of a page's statements, the dearest first, and what each costs."""
    parts = [f"\n{line.role}: {line.page}"]
    for s in sorted(line.statements, key=lambda s: -s.on):
        note = "" if s.same_rows else "; not compared: without policies it shows more"
        parts.append(f"  {s.tables}: {s.on:.2f} ms on, {s.off:.2f} ms off, {s.rows} rows{note}")
        parts += [f"    {text}" for text in s.plan]
    return "\n".join(parts)
