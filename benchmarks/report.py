"""The table as plain text, as JSON and as a page of documentation; the page is made from the JSON alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .rows import Figure, Result

HEADS = ("what", "ours", "p95", "n", "floor", "ratio", "goal", "reached", "met", "against")
NAMES = ("speed.json", "speed.md", "speed.svg")
"""The files that `write` makes in a folder."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured, where and when."""

    machine: Mapping[str, str]
    results: Sequence[Result]
    took: str = ""

    def to_json(self) -> str:
        """Return it as text."""
        data = {"machine": dict(self.machine), "took": self.took, "results": [one.to_data() for one in self.results]}
        return json.dumps(data, indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Report:
        """Read what `to_json` gave."""
        data: dict[str, Any] = json.loads(text)
        return cls(data["machine"], [Result.from_data(one) for one in data["results"]], data["took"])


def number(value: float) -> str:
    """Return a figure with three digits that count, and no more."""
    if value == 0:
        return "0"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 0.1 else 4
    return f"{value:,.{digits}f}"


def _figure(one: Figure | None) -> str:
    return f"{number(one.median)} {one.unit}" if one else ""


def cells(one: Result) -> tuple[str, ...]:
    """Return a line of the table, under HEADS."""
    met = {True: "yes", False: "NO", None: "" if one.goal is None else "not tried"}[one.met]
    if one.failed:
        return (one.name, "failed", "", "", "", "", "", "", met, one.failed)
    return (
        one.name,
        _figure(one.ours),
        number(one.ours.p95) if one.ours else "",
        str(one.ours.n) if one.ours else "",
        _figure(one.floor),
        f"{number(one.times)}×" if one.times is not None else "",
        str(one.goal) if one.goal else "",
        number(one.reached) if one.reached is not None else "",
        met,
        one.against,
    )


def head() -> str:
    """Return the first line of the table in a terminal."""
    return _line(HEADS)


def line(one: Result) -> str:
    """Return a line of the table in a terminal, and below it how it grows."""
    return "\n".join([_line(cells(one)), *(f"    {said}" for said in _below(one))])


_WIDTHS = (46, 12, 9, 5, 12, 9, 14, 9, 10, 0)


def _line(parts: Sequence[str]) -> str:
    first, *others, last = parts
    told = [f"{part:>{width}}" for part, width in zip(others, _WIDTHS[1:-1], strict=True)]
    return "".join([f"{first:<{_WIDTHS[0]}}", *told, f"  {last}"]).rstrip()


def _below(one: Result) -> Iterator[str]:
    unit = one.ours.unit if one.ours else ""
    if one.growth:
        yield f"by {one.along}: " + " · ".join(f"{at:,}: {number(it)}" for at, it in one.growth.items()) + f" {unit}"
    if one.floor_growth:
        told = " · ".join(f"{at:,}: {number(it)}" for at, it in one.floor_growth.items())
        yield f"floor by {one.along}: {told} {unit}"
    if one.note:
        yield one.note


def told(machine: Mapping[str, str]) -> str:
    """Return the machine in a line."""
    return " · ".join(f"{name} {value}" for name, value in machine.items())


def markdown(report: Report) -> str:
    """Return the page: the machine, the rows with a goal, then those without, then how rows grow."""
    held = [one for one in report.results if one.goal is not None]
    others = [one for one in report.results if one.goal is None]
    met = sum(one.met is True for one in held)
    lines = [
        "# How fast it is",
        "",
        "Made by `python3 dev.py bench` from `speed.json`; not written by hand. Every figure is held against a floor",
        "that does the least that can be done, measured in turn with it in the same run. So the ratios hold on other",
        "machines too; the times do not.",
        "",
        *(f"- {name}: {value}" for name, value in report.machine.items()),
        f"- the whole run took {report.took}",
        "",
        f"{met} of {len(held)} goals are met.",
        "",
        *_table(held),
    ]
    if others:
        lines += ["", "## Without a goal", "", *_table(others)]
    grown = [one for one in report.results if one.growth]
    if grown:
        lines += ["", "## How it grows", "", f"![Plots of growth]({NAMES[2]})", ""]
        lines += [f"- {one.name}: {'; '.join(_below(one))}" for one in grown]
    lines += ["", "## What is measured", ""]
    said = {one.name: f"{one.what}{'. ' + one.note if one.note and not one.growth else ''}" for one in report.results}
    lines += [f"- **{name}**: {what or 'see above'}." for name, what in said.items()]
    return "\n".join(lines) + "\n"


def _table(results: Sequence[Result]) -> list[str]:
    return [_row(HEADS), _row(["---"] * len(HEADS)), *(_row(cells(one)) for one in results)]


def _row(parts: Sequence[str]) -> str:
    return "| " + " | ".join(part.replace("|", "\\|") for part in parts) + " |"


def write(report: Report, folder: Path) -> None:
    """Write the JSON, and from it the page and the plot."""
    from .plot import plot

    folder.mkdir(parents=True, exist_ok=True)
    text = report.to_json()
    again = Report.from_json(text)
    for name, content in zip(NAMES, (text, markdown(again), plot(again.results)), strict=True):
        (folder / name).write_text(content, encoding="utf-8")
