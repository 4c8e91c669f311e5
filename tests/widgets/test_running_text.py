"""Paragraphs on a page: broken where their script is broken, and as high as their lines."""

from __future__ import annotations

from textual.app import App, ComposeResult

from ciworkbook.screens import looks
from ciworkbook.screens.base import Words

SAID = "什么都可以读、改、试（也可以不改）。说一句“有东西”就够了：按 F8 遮住，按 Ctrl+Q 退出。"


class Shown(App[None]):
    """One paragraph, several times, each in a width of its own."""

    def __init__(self, text: str, *widths: int) -> None:
        super().__init__()
        for theme in looks.THEMES:
            self.register_theme(theme)
        self.theme = "dark"
        self.text, self.widths = text, widths

    def compose(self) -> ComposeResult:
        for width in self.widths:
            words = Words(self.text)
            words.styles.width = width
            yield words


async def lines_of(text: str, *widths: int) -> list[list[str]]:
    app = Shown(text, *widths)
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        return [[one.render_line(y).text.rstrip() for y in range(one.size.height)] for one in app.query(Words)]


async def test_no_line_of_a_paragraph_begins_with_a_closing_sign() -> None:
    for lines in await lines_of(SAID, *range(16, 30)):
        assert "".join(lines).replace(" ", "") == SAID.replace(" ", "")
        assert not [line for line in lines if line[0] in "、。，：）”" or line[-1] in "（“"]


async def test_a_line_that_fits_keeps_its_spaces() -> None:
    (lines,) = await lines_of("n 16   校验 12\n\nA  B\n一二三四五六七八九", 16)
    assert lines == ["n 16   校验 12", "", "A  B", "一二三四五六七八", "九"]
