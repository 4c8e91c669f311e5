"""What of Textual is overridden or used though it is private: says which name went or changed.

A red test here means that Textual was changed under `screens/safety.py`. Read what the new version does before the
list is changed: each name stands between a person's words and the terminal.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from textual.app import App
from textual.driver import Driver
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

from ciworkbook.screens.safety import SafeApp

OVERRIDDEN: dict[str, tuple[type, str]] = {
    "_handle_exception": (App, "(self, error)"),
    "_fatal_error": (App, "(self)"),
    "panic": (App, "(self, *renderables)"),
    "_print_error_renderables": (App, "(self)"),
    "copy_to_clipboard": (App, "(self, text)"),
    "get_system_commands": (App, "(self, screen)"),
    "export_screenshot": (App, "(self, *, title, simplify)"),
    "save_screenshot": (App, "(self, filename, path, time_format)"),
    "deliver_screenshot": (App, "(self, filename, path, time_format)"),
    "action_screenshot": (App, "(self, filename, path)"),
    "deliver_text": (
        App,
        "(self, path_or_file, *, save_directory, save_filename, open_method, encoding, mime_type, name)",
    ),
    "deliver_binary": (
        App,
        "(self, path_or_file, *, save_directory, save_filename, open_method, mime_type, name)",
    ),
    "open_url": (App, "(self, url, *, new_tab)"),
    "action_quit": (App, "(self)"),
    "get_driver_class": (App, "(self)"),
    "run": (App, "(self, *, headless, inline, inline_no_clear, mouse, size, auto_pilot, loop)"),
}
DRIVER: dict[str, str] = {
    "__init__": "(self, app, *, debug, mouse, size)",
    "write": "(self, data)",
    "start_application_mode": "(self)",
    "stop_application_mode": "(self)",
    "close": "(self)",
    "run_input_thread": "(self)",
    "process_message": "(self, message)",
    "disable_input": "(self)",
}
USED = ["_close_messages_no_wait"]
IN_THE_APP = ["_return_code", "_exception", "_exception_event", "_exit_renderables", "_clipboard", "_driver"]


def shape(function: Callable[..., Any]) -> str:
    """The parameters of `function` without types and defaults."""
    bare = [
        one.replace(annotation=inspect.Parameter.empty, default=inspect.Parameter.empty)
        for one in inspect.signature(function).parameters.values()
    ]
    return str(inspect.Signature(bare))


@pytest.mark.parametrize("name", OVERRIDDEN)
def test_what_is_overridden_is_there_and_called_as_before(name: str) -> None:
    owner, expected = OVERRIDDEN[name]
    assert hasattr(owner, name), f"Textual's {owner.__name__}.{name} is gone"
    assert shape(getattr(owner, name)) == expected, f"Textual's {owner.__name__}.{name} takes other arguments"
    assert name in vars(SafeApp), f"SafeApp no longer overrides {name}"


@pytest.mark.parametrize("name", DRIVER)
def test_the_driver_is_as_before(name: str) -> None:
    assert name in vars(LinuxDriver), f"Textual's LinuxDriver.{name} is gone"
    assert shape(getattr(LinuxDriver, name)) == DRIVER[name], f"Textual's LinuxDriver.{name} takes other arguments"


@pytest.mark.parametrize("name", USED)
def test_what_is_called_is_there(name: str) -> None:
    assert callable(getattr(App, name, None)), f"Textual's App.{name} is gone"


@pytest.mark.parametrize("name", IN_THE_APP)
def test_what_is_read_or_set_is_there(name: str) -> None:
    assert hasattr(App(), name), f"Textual's App.{name} is gone"


def test_errors_still_go_through_the_one_handler() -> None:
    """Each place that catches an error hands it to `_handle_exception`; none prints on its own."""
    from textual import message_pump, screen, timer, widget, worker

    for module in (message_pump, screen, timer, widget, worker):
        assert "_handle_exception(" in inspect.getsource(module), f"{module.__name__} handles errors another way"
        assert " Traceback(" not in inspect.getsource(module), f"{module.__name__} shows an error on its own"


def test_the_driver_still_draws_and_reads_the_way_that_is_changed() -> None:
    source = inspect.getsource(LinuxDriver)
    assert "self._file = sys.__stderr__" in source
    assert "WriterThread(self._file)" in source
    assert "self._writer_thread" in source
    assert 'getincrementaldecoder("utf-8")()' in source
    assert hasattr(linux_driver, "getincrementaldecoder")
    assert issubclass(LinuxDriver, Driver)
    assert hasattr(WriterThread, "is_alive")
    assert "if self._key_thread is not None:\n                    self._key_thread.join()" in source
    assert "self.exit_event.clear()" in source
    assert "self.attrs_before = termios.tcgetattr(self.fileno)" in source
    assert 'self.write("\\x1b[?1049l")' in source


def test_the_clipboard_still_has_one_door() -> None:
    """Only `App.copy_to_clipboard` speaks OSC 52."""
    import textual

    package = inspect.getsourcefile(textual)
    assert package is not None
    from pathlib import Path

    speaking = [
        path.name
        for path in Path(package).parent.rglob("*.py")
        if "]52;" in path.read_text(encoding="utf-8") and "demo" not in path.parts
    ]
    assert speaking == ["app.py"]
