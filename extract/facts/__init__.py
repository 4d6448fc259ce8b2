"""Facts: who does what with whom, how many, when and where, and whether it is so."""

from extract.facts.reader import FactReader
from extract.facts.wordings import Lexicon, load_lexicon

__all__ = ["FactReader", "Lexicon", "load_lexicon"]
