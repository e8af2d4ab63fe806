"""A wrong file is named, with its place, and the database stays as it was."""

import pytest

from safety_site.guide.models import Block, Source
from safety_site.starter.read import StarterError
from safety_site.translation.models import Revision

NOW = "pages/now.md"
DATA = "facts/data-sharing.yaml"
MATRIX = "facts/services-matrix.yaml"
DIRECTORY = "facts/directory.yaml"
GP = "bodies/gp-surgery.md"
EMBASSY = "bodies/embassy.md"
REGISTRY = "bodies/registry.md"

TIMELINE = "timeline.md"

BROKEN = {
    "an event that the facts do not know": (
        TIMELINE,
        "## ban-asked-for",
        "## ban-made",
        "timeline.md, event ban-made: the timeline of data-sharing.yaml has no such id",
    ),
    "an event on another day than in the facts": (
        TIMELINE,
        "date: 2021-12",
        "date: 2021-12-16",
        "its date is 2021-12-16, in data-sharing.yaml it is 2021-12-15",
    ),
    "an event with a date that is none": (
        TIMELINE,
        "date: 2021-12",
        "date: 2021-1",
        "event ban-asked-for: “date”: '2021-1' is not a date",
    ),
    "an event without a claim": (TIMELINE, "D:ban-asked-for", "", "names no claim"),
    "an event with a heading": (
        TIMELINE,
        "## ban-asked-for",
        "## ban-asked-for A ban",
        "an event has no heading",
    ),
    "a word that is not explained": (
        TIMELINE,
        "{term:firewall}",
        "{term:wall}",
        "timeline.md, event ban-asked-for: no record that may be shown has the name in "
        "{term:wall}.",
    ),
    "a term without a definition": (
        "facts/glossary.yaml",
        "    definition: A ban on passing details on.\n",
        "",
        "glossary.yaml, item firewall: “definition” is missing",
    ),
    "a claim that does not exist": (
        NOW,
        "I:can-call",
        "I:can-fly",
        "pages/now.md, block 1: there is no claim I:can-fly.",
    ),
    "a low claim": (
        NOW,
        "I:can-call",
        "D:rumour",
        "pages/now.md, block 1: D:rumour may not be stated",
    ),
    "a claim whose source nobody opened": (
        NOW,
        "I:can-call",
        "D:never-opened",
        "pages/now.md, block 1: D:never-opened may not be stated",
    ),
    "a word that is none": (NOW, "word:advice", "word:sure", "no claim word:sure"),
    "no claim at all": (NOW, "claims: I:can-call, word:advice", "claims:", "names no"),
    "no line of claims": (NOW, "claims: I:can-call, word:advice\n", "", "“claims:” is"),
    "an unknown token": (
        NOW,
        "{fact:silent-key}",
        "{fact:loud-key}",
        "pages/now.md, block 1: no record that may be shown has the name in "
        "{fact:loud-key}.",
    ),
    "a phone that is not published": (
        NOW,
        "{phone:helper}",
        "{phone:helper/2}",
        "{phone:helper/2}",
    ),
    "a stray brace": (NOW, "{phone:helper}", "{phone helper}", "{phone helper}"),
    "an unknown token in a key sentence": (
        "keys.md",
        "You may ask",
        "You {page:never} ask",
        "keys.md, key sentence 1: no record",
    ),
    "a block number used twice": (
        NOW,
        "## 3 Ask",
        "## 1 Ask",
        "pages/now.md, block 1: this number is used twice.",
    ),
    "a block without a number": (NOW, "## 3 Ask", "## Ask", "block's number first"),
    "a block without a heading": (NOW, "## 3 Ask", "## 3", "block 3: the block has no"),
    "a block without text": (
        NOW,
        "\nCall {phone:helper}",
        "## 2 x\n",
        "there is no text",
    ),
    "an unknown setting of a block": (
        NOW,
        "form:",
        "shape:",
        "'shape: card' is none of",
    ),
    "an unknown form": (NOW, "form: card", "form: cart", "“form” is 'cart'"),
    "critical that is neither": (NOW, "critical: yes", "critical: ja", "'ja'. Use one"),
    "text before the first block": (NOW, "## 1 Call", "Hello\n\n## 1 Call", "line 14:"),
    "no front matter": (NOW, "---\nkey", "key", "begin with"),
    "bad YAML in a page": (
        NOW,
        "owes: [1]",
        "owes: [1",
        "pages/now.md, line 9: this is not valid YAML",
    ),
    "an unknown value of a page": (NOW, "topic:", "topik:", "unknown topik"),
    "a page without a title": (NOW, "title: Right now", "title:", "“title” is missing"),
    "a page whose key is not its file": (NOW, "key: now", "key: then", "must be now"),
    "bad YAML": (DATA, "id: rumour", "id: [rumour", "data-sharing.yaml, line"),
    "a name given twice": (
        DATA,
        "    confidence: low",
        "    confidence: low\n    confidence: high",
        "“confidence” is given twice",
    ),
    "an id used twice": (DATA, "id: rumour", "id: ask-first", "this id is used twice"),
    "an item without an id": (DATA, "- id: rumour", "- name: rumour", "it has no id"),
    "an unknown confidence": (
        DATA,
        "confidence: low",
        "confidence: sure",
        "item rumour: “confidence” is 'sure'. Use one of high, medium, low.",
    ),
    "a claim without text": (DATA, "claim: Not confirmed.", "claim: ''", "“claim” is"),
    "no date of collection": (DATA, "as_of: '2026-11-22'", "as_of: x", "hold as_of"),
    "an unknown source key": (MATRIX, "[leaflet,", "[leaf,", "no source 'leaf'"),
    "an unknown group": (MATRIX, "group: health", "group: sick", "“group” is 'sick'"),
    "an unknown nation": (DIRECTORY, "nations: [england]", "nations: [uk]", "'uk'"),
    "an unknown need": (
        DIRECTORY,
        "helps_with: [crisis-line]",
        "helps_with: [crisis]",
        "“helps_with” is 'crisis'",
    ),
    "an unknown group of people": (
        DIRECTORY,
        "for_whom: [everyone]",
        "for_whom: [all]",
        "“for_whom” is 'all'",
    ),
    "a language that is none": (
        DIRECTORY,
        "languages: []",
        "languages: [zz]",
        "“languages” names 'zz', which is no language",
    ),
    "day and night that is neither": (
        DIRECTORY,
        "hours: 24 hours",
        "always_open: always",
        "“always_open” is 'always'. Use true or false.",
    ),
    "a contact without a number": (
        DIRECTORY,
        "number: 2",
        "nr: 2",
        "number of its own",
    ),
    "a contact number used twice": (DIRECTORY, "number: 2", "number: 1", "phone 1"),
    "a phone that is none": (DIRECTORY, "value: '101'", "value: soon", "'soon' cannot"),
    "a part of an unknown field": (
        GP,
        "## normally_asks",
        "## usually_asks",
        "gp-surgery.md, part usually_asks: “##” is 'usually_asks'. Use one of",
    ),
    "a part with a heading": (GP, "## legal_basis", "## legal_basis Law", "no heading"),
    "a part without text": (EMBASSY, "\nIt belongs to another country.", "", "no text"),
    "a text right under the name of its field": (
        EMBASSY,
        "words\n\nIt",
        "words\nIt",
        "'It belongs to another country.' is none of claims, wording only",
    ),
    "a part of which the matrix names no source": (
        GP,
        "## normally_asks",
        "## good_to_know",
        "names nothing that good_to_know of gp-surgery rests on",
    ),
    "a part whose claim is low": (GP, "D:ask-first", "D:rumour", "D:rumour may not be"),
    "a low body that says more than what to ask": (
        REGISTRY,
        "## ask_before_you_speak",
        "## what_is_shared",
        "registry.md, part what_is_shared: registry is low, so only",
    ),
    "an unknown token in a part": (
        GP,
        "{body:gp-surgery}",
        "{body:gp}",
        "bodies/gp-surgery.md, part in_plain_words: no record that may be shown",
    ),
    "an unknown source of a field": (
        MATRIX,
        "what_is_shared: [leaflet]",
        "what_is_shared: [leaf]",
        "no source 'leaf'",
    ),
    "a field with a source and no text": (
        MATRIX,
        "    what_is_shared: What is in your notes.\n",
        "",
        "item gp-surgery: “what_is_shared” is missing",
    ),
    "a fact of no sense": ("facts.yaml", "unit: code", "unit: date", "is no date"),
    "a fact without a claim": ("facts.yaml", "D:ask-first", "D:x", "no claim D:x"),
    "a fact that rests on a low claim": (
        "facts.yaml",
        "D:ask-first",
        "D:rumour",
        "facts.yaml, fact silent-key: D:rumour is not sure enough",
    ),
}


def test_a_field_whose_sources_nobody_opened_may_not_be_stated(db, folder):
    text = "## what_is_shared\n\nNothing.\n"
    (folder.root / "bodies/lawyer.md").write_text(text, encoding="utf-8")
    with pytest.raises(StarterError, match=r"part what_is_shared: M:lawyer/what_is_sh"):
        folder.load()


def test_a_file_named_after_no_body_is_refused(db, folder):
    (folder.root / EMBASSY).rename(folder.root / "bodies/embassies.md")
    with pytest.raises(StarterError, match=r"bodies/embassies\.md: .* no public body"):
        folder.load()


def rows() -> tuple[int, int, int]:
    counted = (model.objects.count() for model in (Source, Block, Revision))
    return tuple(counted)


@pytest.mark.parametrize(("name", "old", "new", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_loads_nothing(db, folder, name, old, new, message):
    folder.replace(name, old, new)
    with pytest.raises(StarterError) as refused:
        folder.load()
    assert message in str(refused.value)
    assert "Nothing was loaded." in str(refused.value)
    assert rows() == (0, 0, 0)


def test_a_broken_release_keeps_what_was_loaded_before(loaded):
    before = rows()
    text = Block.objects.get(number=1).body_en
    loaded.replace(NOW, "Call {phone:helper}", "Ring {phone:nobody}")
    with pytest.raises(StarterError, match=r"\{phone:nobody\}"):
        loaded.load()
    assert rows() == before
    assert Block.objects.get(number=1).body_en == text


def test_all_unknown_tokens_are_named_at_once(db, folder):
    folder.replace(NOW, "{fact:silent-key}", "{fact:a}")
    folder.replace(NOW, "{page:now}", "{page:b}")
    with pytest.raises(StarterError) as refused:
        folder.load()
    assert len(refused.value.problems) == 2


def test_a_file_that_is_not_utf8_is_named_with_its_line(db, folder):
    path = folder.root / NOW
    path.write_bytes(path.read_bytes().replace(b"Ask **", b"\xe4sk **"))
    with pytest.raises(StarterError, match=r"now\.md, line 27: this is not UTF-8"):
        folder.load()


@pytest.mark.parametrize("name", ["keys.md", "facts.yaml", "facts/seeds.yaml"])
def test_a_missing_file_is_named(db, folder, name):
    (folder.root / name).unlink()
    with pytest.raises(StarterError, match="this file is missing"):
        folder.load()
