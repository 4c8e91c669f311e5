"""What tests of pages share."""

from __future__ import annotations

import pytest

from ciworkbook.screens.hiding import Lifting


@pytest.fixture
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a key bring the page back however soon after the cover it comes; `test_hiding` tests what this leaves out."""
    monkeypatch.setattr(Lifting, "press", lambda _self, _at: True)
