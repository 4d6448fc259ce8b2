"""The Dutch pipeline: it loads offline, splits words and sentences of letters, tags, lemmatises and parses."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from sentences import letter_of
from spacy.lang.nl import Dutch
from spacy.language import Language

from extract.language import SHIPPED, ModelMissing, load
from extract.model.documents import chunks, documents, paragraphs, to_doc
from extract.model.evaluate import size_mb, tree_scores
from extract.model.leaks import is_short, shared
from extract.model.legacy import OPEN_LABEL, TagTable, modernise
from extract.model.mentions import counts
from extract.model.report import table
from extract.model.treebank import Sentence, Token, bare_lemmas, level_labels, read_trees
from extract.network.forms import Lexicon
from extract.network.lemmas import LemmaTable, apply_rule, rule_of
from extract.network.network import Network
from extract.network.storage import read, write
from extract.network.trees import best_tree
from extract.tokens import is_one_word, set_tokenizer, start_hints

WHOLE = """
    nr. jl. t/m Zr.Ms. Hr.Ms. a.i. c.s. blz. d.d. art. o.a. m.n. drs. ir. mr. gen. kol. m.b.t. b.d. mld. J.W. A.Th.B.
    1,1% 1.000 4,76 F-35’s F-35's NH-90-helikopter programma’s kst-30175-12 2018/19 EU/NAVO luitenant-generaal Art. O.a.
"""
TREES = Path(__file__).parent / "trees"
RECIPE = SHIPPED.parent


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="module")
def plain() -> Language:
    made = Dutch()
    set_tokenizer(made)
    return made


def test_loads_without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    assert load()("Het schip vaart.")[2].text == "vaart"


def test_is_at_most_30_megabytes() -> None:
    assert size_mb(SHIPPED) <= 30


def test_pipes_need_nothing_that_is_missing(nlp: Language) -> None:
    assert not any(nlp.analyze_pipes()["problems"].values())


def test_meta_names_licence_and_sources(nlp: Language) -> None:
    assert nlp.meta["license"] == "CC BY-SA 4.0"
    assert {"UD_Dutch-LassySmall", "UD_Dutch-Alpino"} <= {source["name"] for source in nlp.meta["sources"]}


def test_missing_pipeline_tells_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="neither an installed package nor a folder"):
        load(str(tmp_path / "nergens"))


def test_other_language_is_refused(tmp_path: Path) -> None:
    spacy.blank("de").to_disk(tmp_path / "de")
    with pytest.raises(ValueError, match="for the language 'de'"):
        load(str(tmp_path / "de"))


def test_pipeline_without_trees_is_refused(tmp_path: Path) -> None:
    spacy.blank("nl").to_disk(tmp_path / "kaal")
    with pytest.raises(ValueError, match="sets no dependency tree"):
        load(str(tmp_path / "kaal"))


@pytest.mark.parametrize("word", WHOLE.split())
def test_word_stays_whole(plain: Language, word: str) -> None:
    assert [token.text for token in plain(f"zie ({word} hier)")] == ["zie", "(", word, "hier", ")"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("€4,76 mld.", ["€", "4,76", "mld."]),
        ("€ 3,5 miljoen.", ["€", "3,5", "miljoen", "."]),
        ("in 2020.", ["in", "2020", "."]),
        ("(NAVO).", ["(", "NAVO", ")", "."]),
        ("“Samen”, zei", ["“", "Samen", "”", ",", "zei"]),
        ("zee.Daarna", ["zee", ".", "Daarna"]),
    ],
)
def test_words_are_split(plain: Language, text: str, words: list[str]) -> None:
    assert [token.text for token in plain(text)] == words


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Zie Kamerstuk 31 516, nr. 8. Daarna volgt art. 5.", 2),
        ("De brief van 3 mei jl. is ontvangen.", 1),
        ("Drs. A.B. Visser en mr. C. Bakker tekenden. Zij zijn blij.", 2),
        ("Het schip (Zr.Ms. Tromp. Zie bijlage) vaart uit.", 1),
        ("Dit kost ca. € 2,5 mln. per jaar. Dat is veel.", 2),
        ("Kunt u dit toelichten? Ja, dat kan.", 2),
        ("Eerste regel\n\nTweede regel", 2),
        ("Er zijn twee doelen:\n• ten eerste vrede\n• ten tweede veiligheid", 3),
        ("De minister, a.i. vervangen door zijn collega, o.a. wegens ziekte, sprak t/m 12 uur.", 1),
    ],
)
def test_sentence_ends(nlp: Language, text: str, sentences: int) -> None:
    assert len(list(nlp(text).sents)) == sentences


def test_hints_leave_the_rest_open() -> None:
    assert start_hints(["Een", "zin", ".", "Nog", "een"]) == [True, None, False, None, None]
    assert start_hints([]) == []


@pytest.mark.parametrize(
    ("text", "word", "pos", "lemma"),
    [
        ("Hierbij informeer ik u over de missies.", "informeer", "VERB", "informeren"),
        ("Hierbij informeer ik u over de missies.", "missies", "NOUN", "missie"),
        ("Nederland draagt met twee schepen bij aan de oefening.", "draagt", "VERB", "bijdragen"),
        ("Nederland draagt met twee schepen bij aan de oefening.", "schepen", "NOUN", "schip"),
        ("Het kabinet heeft nieuwe radarsystemen aangeschaft.", "radarsystemen", "NOUN", "radarsysteem"),
        ("Het kabinet heeft nieuwe radarsystemen aangeschaft.", "aangeschaft", "VERB", "aanschaffen"),
        ("De troepen werden in juni teruggetrokken.", "werden", "AUX", "worden"),
        ("De troepen werden in juni teruggetrokken.", "teruggetrokken", "VERB", "terugtrekken"),
        ("Spanje neemt in het najaar deel aan de operatie.", "neemt", "VERB", "deelnemen"),
        ("De grotere landen betalen meer.", "grotere", "ADJ", "groot"),
    ],
)
def test_tags_and_lemmas(nlp: Language, text: str, word: str, pos: str, lemma: str) -> None:
    [token] = [token for token in nlp(text) if token.text == word]
    assert (token.pos_, token.lemma_) == (pos, lemma)


@pytest.mark.parametrize(
    ("text", "word", "dep", "head"),
    [
        ("De minister stuurt twee schepen naar de Oostzee.", "minister", "nsubj", "stuurt"),
        ("De minister stuurt twee schepen naar de Oostzee.", "schepen", "obj", "stuurt"),
        ("De missie wordt geleid door een Deense generaal.", "missie", "nsubj:pass", "geleid"),
        ("De missie wordt geleid door een Deense generaal.", "generaal", "obl:agent", "geleid"),
        ("Wij hebben besloten dat de brigade volgend jaar naar Polen gaat.", "gaat", "ccomp", "besloten"),
    ],
)
def test_arcs(nlp: Language, text: str, word: str, dep: str, head: str) -> None:
    [token] = [token for token in nlp(text) if token.text == word]
    assert (token.dep_, token.head.text) == (dep, head)


def test_names_are_proposed(nlp: Language) -> None:
    doc = nlp("Angela Merkel sprak in Berlijn met de president van Frankrijk.")
    assert {(e.text, e.label_) for e in doc.ents} >= {
        ("Angela Merkel", "PER"),
        ("Berlijn", "LOC"),
        ("Frankrijk", "LOC"),
    }


def test_same_text_gives_the_same_document(nlp: Language) -> None:
    text = "De staatssecretaris informeert de Kamer vóór 1 juli a.s. over de stand van zaken."
    assert nlp(text).to_json() == load()(text).to_json()
    alone = nlp(text).to_json()
    [together, *_] = list(nlp.pipe([text, "Een andere zin.", text * 3]))
    assert together.to_json() == alone


def test_white_space_and_empty_texts_pass(nlp: Language) -> None:
    for text in ("", " ", "\n\n", " Een  brief \n met  ruimte . "):
        doc = nlp(text)
        assert doc.text == text
        assert all(0 <= token.head.i < len(doc) for token in doc)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="aA1 .,()\n€’-•", max_size=60))
def test_any_text_is_kept(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert sum(len(sentence) for sentence in doc.sents) == len(doc)


@given(
    st.integers(1, 9).flatmap(
        lambda n: st.lists(st.floats(-9, 9, width=32), min_size=n * (n + 1), max_size=n * (n + 1))
    )
)
def test_best_tree_is_a_tree_with_one_root(values: list[float]) -> None:
    size = int(len(values) ** 0.5)
    heads = best_tree(np.array(values, dtype=np.float32).reshape(size, size + 1))
    assert heads.count(-1) == 1
    for start in range(size):
        node, steps = start, 0
        while node != -1:
            node, steps = heads[node], steps + 1
            assert steps <= size


@given(st.text(alphabet="abgeKLt-é", min_size=1, max_size=9), st.text(alphabet="abgeKLt-é", min_size=1, max_size=9))
def test_lemma_rule_makes_its_lemma(form: str, lemma: str) -> None:
    assert apply_rule(form, rule_of(form, lemma)) == lemma


def test_network_reads_back_as_written(tmp_path: Path) -> None:
    whole = read(SHIPPED / "dutch_network")
    small = Network(
        whole.weights,
        replace(whole.vocabulary, lexicon=Lexicon({"schip": 1, "vaart": 0}, [(2, 4), (1, 3)])),
        whole.labels,
        LemmaTable({"NOUN": {"schepen": "schip"}}),
    )
    for folder in ("once", "twice"):
        write(small, tmp_path / folder)
        small = read(tmp_path / folder)
    for name in ("labels.json", "lexicon.xz", "lemmas.xz"):
        assert (tmp_path / "once" / name).read_bytes() == (tmp_path / "twice" / name).read_bytes(), name
    assert small.vocabulary.lexicon.look_up("Vaart") == ((2, 4), False)
    assert small.lemmas.look_up("schepen", "NOUN") == "schip"
    assert all((whole.weights[name] == value).all() for name, value in small.weights.items())


def test_initials_and_papers_are_one_word() -> None:
    assert is_one_word("P.C.")
    assert not is_one_word("einde.")


def token(form: str, head: int, dep: str, pos: str = "NOUN", lemma: str = "x", tag: str = "") -> Token:
    return Token(form, lemma, pos, tag, "", head, dep, True)


def test_partial_trees_keep_what_still_holds() -> None:
    old = Sentence(
        "oud.p.1.s.1",
        (
            token("Kaas", 0, "ROOT"),
            token("en", 0, "cc", "CCONJ"),
            token("brood", 0, "conj"),
            token("op", 4, "case", "ADP"),
            token("tafel", 0, "obl"),
            token(".", 0, "punct", "PUNCT"),
        ),
    )
    arcs = [(t.head, t.dep) for t in modernise(old, TagTable({}, {})).tokens]
    assert arcs == [(0, "ROOT"), (2, "cc"), (0, "conj"), (4, "case"), (0, OPEN_LABEL), (5, "")]


def test_partial_trees_get_the_tags_that_are_sure() -> None:
    today = [
        Sentence("nu.p.1.s.1", (token("op", 0, "ROOT", "ADP", tag="VZ|init"),) * 3),
        Sentence("nu.p.2.s.1", (token("af", 0, "ROOT", "ADP", tag="VZ|fin"), token("kaas", 1, "obj", tag="N"))),
    ]
    words = (("OP", "ADP"), ("af", "ADP"), ("brood", "NOUN"), ("jee", "INTJ"))
    old = Sentence("oud.p.1.s.1", tuple(token(form, 0, "x", pos, tag="oud") for form, pos in words))
    new = modernise(old, TagTable.of(today)).tokens
    assert [(t.pos, t.tag) for t in new] == [("ADP", "VZ|init"), ("ADP", ""), ("NOUN", "N"), ("", "")]


def test_levelling_relabels_adverbs_at_nouns_only() -> None:
    tree = Sentence(
        "a.p.1.s.1", (token("slechts", 1, "advmod", "ADV"), token("kaas", 2, "obj"), token("eet", 2, "ROOT", "VERB"))
    )
    assert [t.dep for t in level_labels(tree).tokens] == ["amod", "obj", "ROOT"]


def test_separated_verb_is_trained_without_its_particle() -> None:
    tree = Sentence(
        "a.p.1.s.1", (token("neemt", 0, "ROOT", "VERB", "deelnemen"), token("deel", 0, "compound:prt", "NOUN", "deel"))
    )
    assert bare_lemmas(tree).tokens[0].lemma == "nemen"


def test_every_sentence_is_in_one_training_document() -> None:
    sentences = read_trees(TREES / "train-letters.conllu")
    for groups in (documents(sentences, 3), paragraphs(sentences), chunks(sentences, 10)):
        assert sorted(s.id for group in groups for s in group) == sorted(s.id for s in sentences)


@pytest.mark.parametrize("name", ["train-letters", "test-letters"])
def test_hand_corrected_trees_are_trees(name: str, plain: Language) -> None:
    for sentence in read_trees(TREES / f"{name}.conllu"):
        assert [t.dep for t in sentence.tokens].count("ROOT") == 1, sentence.id
        for at, _ in enumerate(sentence.tokens):
            node, steps = at, 0
            while sentence.tokens[node].head != node:
                node, steps = sentence.tokens[node].head, steps + 1
                assert steps <= len(sentence.tokens), sentence.id
        assert to_doc(plain.vocab, [sentence]).text.rstrip() == sentence.text


def test_held_out_letters_were_not_trained_on() -> None:
    training, testing = (read_trees(TREES / f"{name}-letters.conllu") for name in ("train", "test"))
    assert [s.text for s in shared(training, testing) if not is_short(s)] == []


def test_reads_held_out_letters_as_well_as_recorded(nlp: Language) -> None:
    recorded = json.loads((RECIPE / "evaluation.json").read_text(encoding="utf-8"))["test"]["letters"]
    found = tree_scores(nlp, paragraphs(read_trees(TREES / "test-letters.conllu")))
    for column in ("POS", "UAS", "LAS", "SENT"):
        assert found[column] >= recorded[column] - 0.5, column


def test_proposed_names_are_measured_on_the_mentions_of_a_letter(tmp_path: Path) -> None:
    sentence = "Estland en de NAVO oefenen met Letse schepen."
    text = letter_of(sentence)
    marked = (("Estland", "Country"), ("NAVO", "Organisation"), ("Letse", "Country"), ("schepen", "WeaponSystem"))
    rows = [[text.index(name), text.index(name) + len(name), kind, "?"] for name, kind in marked]
    (tmp_path / "brief.txt").write_text(text, encoding="utf-8")
    (tmp_path / "brief.gold.json").write_text(json.dumps({"mentions": {"brief": rows}}), encoding="utf-8")
    nlp = spacy.blank("nl")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "LOC", "pattern": name} for name, _ in marked[:3]])  # type: ignore[attr-defined]
    assert counts(nlp, tmp_path) == {
        "LOC": [1, 2, 1],
        "ORG": [0, 0, 1],
        "all": [1, 2, 2],
        "all, whatever type": [2, 2, 2],
    }


def test_readme_shows_the_recorded_figures() -> None:
    recorded = json.loads((RECIPE / "evaluation.json").read_text(encoding="utf-8"))
    assert table(recorded) in (RECIPE / "README.md").read_text(encoding="utf-8")


def test_recorded_figures_pass_the_published_ones() -> None:
    recorded = json.loads((RECIPE / "evaluation.json").read_text(encoding="utf-8"))
    both, published = recorded["test"]["both"], recorded["published nl_core_news_sm 3.8"]
    assert [column for column, figure in published.items() if both[column] <= figure] == []
