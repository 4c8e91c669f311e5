"""No private name of ours hides one of Textual's by accident; `safety` and `driver` alone do so, on purpose."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest

from ciworkbook import screens, widgets

MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (screens, widgets)
    for module in pkgutil.iter_modules(package.__path__)
    if module.name != "safety"
]
# What Textual itself writes on each of its subclasses, also for a reactive that one of them has otherwise, and the one
# private handler that may be extended.
MADE_BY_TEXTUAL = {
    "_merged_bindings", "_css_type_name", "_css_type_names", "_reactives", "_inherit_bindings", "_inherit_css",
    "_inherit_component_classes", "_decorated_handlers", "_computes", "_parameters", "_on_paste", "_abc_impl",
    "_default_selection",
}  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_no_private_name_hides_one_of_textual(name: str) -> None:
    module = importlib.import_module(name)
    hidden = []
    for _name, ours in inspect.getmembers(module, inspect.isclass):
        if ours.__module__ != name:
            continue
        theirs = {one for base in ours.__mro__ if base.__module__.startswith("textual") for one in vars(base)}
        private = {one for one in vars(ours) if one.startswith("_") and not one.startswith("__")}
        hidden += [f"{ours.__name__}.{one}" for one in sorted(private & theirs - MADE_BY_TEXTUAL)]
    assert hidden == []
