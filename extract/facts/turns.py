"""The parts of a contribution in turn: whose each is, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.facts.clauses import Clause
from extract.facts.context import Filled
from extract.facts.counts import Piece
from extract.facts.drafts import Draft, Sentence
from extract.facts.times import Roles, dates_in, nearest, roles_of
from extract.reading import When


def times_of(draft: Draft, pieces: Sequence[Piece], time: Roles) -> list[Roles]:
    """The time of each part: a date between two parts belongs to the later one alone."""
    dates = dates_in(draft.clause)
    found = []
    for at, piece in enumerate(pieces):
        start = pieces[at - 1].start if at else -1
        own = [date for date, phrase in dates if start < phrase.start < piece.start]
        later = [date for date, phrase in dates if at + 1 < len(pieces) and piece.start < phrase.start]
        if at and own:
            found.append(roles_of(own[-1], "period", draft.sentence.block))
        elif later and not own and len(dates) == 1:
            found.append({})
        else:
            found.append(time)
    return found


def time_of(draft: Draft) -> Roles:
    date = nearest(dates_in(draft.clause), *draft.trigger)
    return roles_of(date, "period", draft.sentence.block) if date is not None else {}


def turns_of(contributors: Sequence[Filled], pieces: Sequence[Piece]) -> list[list[Filled]]:
    """Whose each part is where parts and countries take turns: "A en B met vijf man, C met drie"; else nothing."""
    bounds = [0, *(piece.start for piece in pieces)]
    turns = [[who for who in contributors if low <= who.start < high] for low, high in pairwise(bounds)]
    return turns if len(pieces) > 1 and all(turns) else []


def spells_out(clause: Clause, before: Clause) -> bool:
    """Parts counted behind a colon: "… werd afgebouwd: van 40 militairen in maart tot 6 in december"."""
    opener = clause.opener.text if clause.opener is not None else ""
    return opener == ":" and clause.before is before and not clause.verbs


def colon_in(sentence: Sentence) -> int | None:
    return next((unit.start for unit in sentence.units if unit.text == ":"), None)


def until_ended(draft: Draft, start: int, end: int) -> Draft:
    """A contribution that is told to have ended on a date lasted until then, whenever it began.

    Args:
        start: characters of the words that say so, end exclusive.
        end: see start.
    """
    dates = [(date, phrase) for date, phrase in dates_in(draft.clause) if date.relation not in ("since", "until")]
    date = nearest(dates, start, end)
    if draft.tells != "Contribution" or draft.roles.get("end") or date is None or date.first is None:
        return draft
    roles = {role: found for role, found in draft.roles.items() if role not in ("year", "start")}
    roles["end"] = [Filled(When(date.first), draft.sentence.block, date.core[0], date.core[1])]
    return replace(draft, roles=roles)
