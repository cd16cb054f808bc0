from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from cases.likeness import CaseText
from cases.representation import DEFAULT_WEIGHTS, word_features
from learning.similarity import many
from learning.similarity.all_pairs import DEFAULT
from learning.similarity.candidates import candidate_pairs, nearest_pairs
from learning.similarity.groups import find_groups
from learning.similarity.many import Compared
from learning.similarity.tags import Tags
from learning.similarity.trust import LINKS, MANY

OWN = ["eigen", "verhaal", "anders", "verder"]
RULE = "het inkomen van vorig jaar telt ook als iemand nu ontslagen is"
PLACES = ["Huurtoeslag", "Kwijtschelding belastingen", "Leerlingenvervoer", "Parkeervergunning"]


def corpus(each: int = 8) -> list[CaseText]:
    """One rule that bites in four procedures: four causes, told in the same words."""
    return [
        CaseText(
            f"{place[0]}{number}",
            title=f"{place} eigen{place[0]}{number}",
            standard_procedure=" ".join(
                [*RULE.split()[number % 3 :: 3], *(f"{w}{place[0]}{number}" for w in OWN)]
            ),
            procedure=place,
        )
        for place in PLACES
        for number in range(each)
    ] + [
        CaseText(f"x{n}", standard_procedure=f"woord{n} anders{n} verhaal{n} iets{n} nog{n}")
        for n in range(60)
    ]


def test_the_same_rule_under_another_procedure_is_another_cause() -> None:
    grouping = find_groups(corpus(), replace(DEFAULT, all_pairs_up_to=10))
    found = [{key[0] for key in group.keys} for group in grouping.groups]
    assert sorted(map(sorted, found)) == [["H"], ["K"], ["L"], ["P"]]
    assert all(key.startswith("x") for key in grouping.unassigned)


def test_a_case_is_set_beside_those_of_its_procedure_also_when_others_are_nearer() -> None:
    own = [
        CaseText(f"own{n}", situation=f"alfa bravo{n} charlie{n}", procedure="Urgentie")
        for n in "xyz"
    ]
    nearer = [
        CaseText(f"near{n}{m}", situation=f"bravo{n} charlie{n} delta{m}")
        for n in "xyz"
        for m in "pq"
    ]
    texts = [*own, *nearer]
    silent = replace(DEFAULT_WEIGHTS, tags={"domain": 1.0})
    words, procedure = word_features(texts, silent)[1], Tags.of(texts).procedure
    nothing = csr_array(procedure.shape, dtype=np.float32)
    everywhere = set(zip(*candidate_pairs(words, nothing, kept=2), strict=True))
    within = set(zip(*candidate_pairs(words, procedure, kept=2), strict=True))
    assert (0, 1) not in everywhere
    assert within == everywhere | {(0, 1), (0, 2), (1, 2)}
    assert all(left < right for left, right in within)


def test_no_case_has_more_links_than_the_graph_allows_on_average() -> None:
    same = [CaseText(str(n), situation=RULE, procedure="Urgentie") for n in range(60)]
    graph = Compared.of([*same, *corpus()]).linked()
    assert graph.graph.nnz <= many.LINKS_PER_CASE * (60 + 92)
    assert abs(graph.graph - graph.graph.T).max() == 0


def test_the_meaning_of_texts_counts_among_many_where_it_was_kept_of_all() -> None:
    texts = corpus()
    kept = {text.key: np.full((3, 512), 0.04, np.float32) for text in texts}
    assert "sentences" in Compared.of(texts, vectors=kept).figures
    del kept["x3"]
    assert "sentences" not in Compared.of(texts, vectors=kept).figures


@pytest.mark.parametrize(
    ("one", "other", "domain", "apart"),
    [
        (CaseText("a", domain="wonen"), CaseText("b", domain="Wonen "), 1, 0),
        (CaseText("a", domain="wonen"), CaseText("b", domain="zorg"), -1, 0),
        (CaseText("a", domain="wonen"), CaseText("b"), 0, 0),
        (CaseText("a", procedure="Urgentie"), CaseText("b", procedure="Paspoort"), 0, 1),
        (CaseText("a", procedure="Urgentie"), CaseText("b"), 0, 0),
        (CaseText("a", procedure="Urgentie"), CaseText("b", procedure="Woonurgentie"), 0, 0),
    ],
)
def test_a_missing_tag_says_nothing_and_another_one_speaks_against(
    one: CaseText, other: CaseText, domain: int, apart: int
) -> None:
    rest = [CaseText(f"r{n}", procedure=f"Iets{n}", domain=f"veld{n}") for n in range(8)]
    woon = [CaseText(f"w{n}", procedure="Urgentie woon") for n in range(2)]
    tags = Tags.of([one, other, *rest, *woon])
    figures = tags.pairs(np.array([0]), np.array([1]))
    assert figures["domain"].tolist() == [domain]
    assert figures["other"].tolist() == [apart]
    assert tags.all_pairs()["domain"][0, 1] == domain


def test_a_larger_and_closer_group_is_surer() -> None:
    loose = MANY.chance_of({"size": np.log(4), "linked": 0.4, "words": 0.2})
    assert loose < MANY.chance_of({"size": np.log(8), "linked": 0.4, "words": 0.2})
    assert loose < MANY.chance_of({"size": np.log(4), "linked": 0.7, "words": 0.2})


@pytest.mark.parametrize("sentences", [True, False])
@pytest.mark.parametrize("tag", ["procedure", "law", "domain"])
def test_a_shared_tag_makes_a_pair_likelier_and_another_procedure_less_likely(
    sentences: bool, tag: str
) -> None:
    figures = dict.fromkeys(["procedure", "law", "domain", "other"], 0.0)
    figures |= {"words": 0.3, "sentences": 0.3}
    model = LINKS[sentences]
    assert model.chance_of(figures | {tag: 1}) > model.chance_of(figures)
    assert model.chance_of(figures | {"other": 1}) < model.chance_of(figures)


def test_nearest_pairs_of_rows_without_terms_are_none() -> None:
    assert [len(part) for part in nearest_pairs(csr_array((5, 3), dtype=np.float32), 2)] == [0, 0]
