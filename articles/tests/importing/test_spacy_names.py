"""A spaCy pipeline in the tagger's place, with one that the test trains itself."""

import pytest
from django.core.management import CommandError, call_command

from articles.importing.draft import Known
from articles.importing.naming.mentions import find_mentions
from articles.importing.naming.spacy_names import MissingModel, chances_of

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning"
)

SAID = "Yesterday Zzyx Qwrt met Blub in Florp."
TEXTS = (
    (SAID, [(10, 19, "PERSON"), (24, 28, "PERSON"), (32, 37, "GPE")]),
    ("We saw Zzyx Qwrt leave.", [(7, 16, "PERSON")]),
    ("In Florp nobody saw Blub.", [(3, 8, "GPE"), (20, 24, "PERSON")]),
)


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory):
    """The folder of a small pipeline that has learned three sentences by heart."""
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed", exc_type=ImportError)
    from spacy.training import Example

    spacy.util.fix_random_seed(1)
    made = spacy.blank("en")
    made.add_pipe("ner")
    examples = [Example.from_dict(made.make_doc(text), {"entities": named}) for text, named in TEXTS]
    optimizer = made.initialize(lambda: examples)
    for _ in range(40):
        made.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("pipeline")
    made.to_disk(folder)
    return str(folder)


def test_the_pipeline_takes_the_taggers_place(pipeline):
    found = find_mentions("", SAID + " Qwrt smiled.", "en", Known(names_model=pipeline))
    people = {each.name: len(each.spans) for each in found if each.kind == "person"}
    assert people == {"Zzyx Qwrt": 2, "Blub": 1}


def test_rules_are_heard_beside_the_pipeline(pipeline):
    found = find_mentions("", "President Hassan Rouhani spoke.", "en", Known(names_model=pipeline))
    assert [each.name for each in found] == ["Hassan Rouhani"]


def test_a_missing_pipeline_gives_one_sentence():
    with pytest.raises(MissingModel) as missing:
        chances_of("en_no_such_pipeline")
    assert "NAMES_MODEL is en_no_such_pipeline" in str(missing.value)
    assert "\n" not in str(missing.value)


@pytest.mark.django_db
def test_an_import_says_so_before_it_begins(settings, tmp_path):
    settings.NAMES_MODEL = "en_no_such_pipeline"
    with pytest.raises(CommandError, match="NAMES_MODEL is en_no_such_pipeline"):
        call_command("import_articles", tmp_path)
