"""Reading Dutch letters on defence cooperation: from a file to mentions and facts with their evidence.

The names below are loaded when first asked for, so that whoever only needs the values of
:mod:`extract.reading` does not wait for the language pipeline.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract.language import load as load_pipeline
    from extract.pipeline import clean_text, read_letter
    from extract.source import UnreadableLetter, letters_in

__all__ = ["UnreadableLetter", "clean_text", "letters_in", "load_pipeline", "read_letter"]

_HOMES = {
    "UnreadableLetter": ("extract.source", "UnreadableLetter"),
    "clean_text": ("extract.pipeline", "clean_text"),
    "letters_in": ("extract.source", "letters_in"),
    "load_pipeline": ("extract.language", "load"),
    "read_letter": ("extract.pipeline", "read_letter"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'extract' has no attribute {name!r}; it has {', '.join(__all__)}")
    module, attribute = _HOMES[name]
    return getattr(import_module(module), attribute)
