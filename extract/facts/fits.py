"""Whether the words around a wording let it tell its fact, and what a command leaves unsaid."""

from __future__ import annotations

from extract.facts.contribution import inherited
from extract.facts.drafts import Draft, next_of
from extract.facts.frames import FrameReader
from extract.reading import Ref

_LED = frozenset({"Mission", "Exercise", "Programme"})


def fits(draft: Draft, frames: FrameReader) -> bool:
    """Whether a draft may stand: what its wording needs is there and nothing nearer is meant."""
    if draft.tells == "Membership":
        return _member_fits(draft, frames)
    if draft.tells == "Location":
        return _place_fits(draft, frames)
    if draft.tells == "Leadership":
        return _led_fits(draft, frames)
    return True


def _led_fits(draft: Draft, frames: FrameReader) -> bool:
    """ "De brigade van de NAVO, die door X wordt geleid" is about the brigade."""
    led, alliances = draft.roles.get("led", []), frames.context.alliances
    whole, outer = draft.clause.antecedent, draft.clause.parent
    if whole is None or outer is None or whole.prep != "van":
        return True
    if not any(isinstance(f.value, Ref) and f.value.id in alliances for f in led):
        return True
    before = [phrase for phrase in outer.phrases if phrase.end <= whole.start]
    kinds = frames.lexicon.frames["Leadership"].kinds["led"]
    found = frames.fill(before[-1], kinds, draft.sentence, outer) if before else []
    draft.roles["led"] = [f for f in found if isinstance(f.value, Ref) and f.value.id not in alliances]
    return bool(draft.roles["led"])


def _member_fits(draft: Draft, frames: FrameReader) -> bool:
    """No unit is a member, nor a country by its ships or people, nor who is part of a mission of the group."""
    members, groups = draft.roles.get("member", []), draft.roles.get("group", [])
    if any(isinstance(f.value, Ref) and f.value.id in frames.context.units for f in members):
        return False
    if any(phrase.amount is not None for phrase in draft.phrases.get("member", [])):
        return False
    if draft.noun is None and any(p.owners and p.nouns and not p.names for p in draft.phrases.get("member", [])):
        return False
    near = [phrase for phrase in draft.clause.phrases if phrase.prep in ("van", "in")]
    missions = [name for phrase in near for name in phrase.names if name.kind == "Mission"]
    return not any(name.start < group.start for name in missions for group in groups)


def _place_fits(draft: Draft, frames: FrameReader) -> bool:
    """Place and preposition stand where the wording needs them; a part alone tells not where the whole is."""
    needs, noun, located = draft.wording.needs, draft.noun, draft.roles.get("located", [])
    if "missions" in needs and any(f.kind != "Mission" for f in located):
        return False
    if "met" in needs:
        alliances = frames.context.alliances
        great = any(isinstance(f.value, Ref) and f.value.id in alliances for f in located)
        if great or noun is None or noun.prep != "met":
            return False
    if "behind" in needs and any(filled.start < draft.trigger[1] for filled in draft.roles.get("place", [])):
        return False
    opener = draft.clause.opener.low if draft.clause.opener is not None else ""
    bare = [phrase for phrase in draft.clause.phrases if phrase.prep is None]
    if opener == "waarvan" and any(
        phrase.noun in frames.lexicon.classes["share"] or phrase.amount is not None for phrase in bare
    ):
        return False
    doers = [phrase for phrase in draft.phrases.get("located", []) if phrase.prep == "door"]
    return not doers


def complete_command(draft: Draft, frames: FrameReader) -> None:
    """What a command that changes hands leaves unsaid, and who had it before.

    "Het bevel ging in 2015 van Chili op Peru over": that over the mission just named in the paragraph;
    until then Chili had it.
    """
    command = frames.lexicon.classes["command"]
    if draft.tells != "Leadership" or not draft.has("leader") or not draft.wording.objects:
        return
    clause = draft.clause
    if any(verb.low.startswith("over") for verb in clause.verbs) or any(word.low == "over" for word in clause.words):
        taken = {leader.value for leader in draft.roles["leader"]}
        for earlier in (phrase for phrase in clause.phrases if phrase.prep == "van"):
            states = frames.fill(earlier, frozenset({"Country"}), draft.sentence, clause) if earlier.names else []
            draft.roles["leader"].extend(state for state in states if state.value not in taken)
    if draft.has("led"):
        return
    around = [clause.antecedent] if clause.antecedent is not None else []
    phrase = next((p for p in [*around, *clause.phrases] if p.noun in command), None)
    home = clause.parent if around and phrase is clause.antecedent and clause.parent is not None else clause
    if phrase is None or phrase.owners or phrase.words[:1] not in (["de"], ["het"], ["dit"], ["deze"]):
        return
    genitive = next_of(phrase, home)
    if genitive is not None and (genitive.nouns or any(name.kind != "Country" for name in genitive.names)):
        return
    last = frames.context.last_joined(_LED | {"Organisation"}, (draft.sentence.block, phrase.start))
    if last is not None and last.block == draft.sentence.block:
        draft.roles["led"] = inherited([last])
