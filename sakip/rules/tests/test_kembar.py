"""Nearly equal texts among many: found as comparing every pair would, at a bounded cost."""

from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sakip.rules import kembar
from sakip.rules.kembar import group_kembar

WORDS = (
    "capaian turun karena pengadaan lambat sehingga layanan bergeser dan warga menunggu lebih lama"
)
MIRIP = Decimal(70)


def of(teks):
    return group_kembar(teks, kata=2, mirip=MIRIP)


def test_equal_but_for_case_marks_and_figures_is_equal():
    assert of(["Capaian 12%, naik.", "beda sama sekali", "capaian 7 % naik"]) == [[0, 2]]


def test_one_word_of_thirteen_does_not_make_another_text_but_half_of_them_do():
    words = WORDS.split()
    one = [*words[:6], "sekali", *words[7:]]
    half = [f"lain{'x' * n}" if n % 2 else word for n, word in enumerate(words)]
    assert of([WORDS, " ".join(one), " ".join(half)]) == [[0, 1]]


def test_texts_without_a_word_are_alike_and_break_nothing():
    assert of(["", "!!", "?"]) == [[0, 1, 2]]
    assert of([]) == []


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=5), max_size=12))
def test_every_text_is_in_one_group_at_most_and_equal_ones_in_the_same(texts):
    groups = of([" ".join(words) for words in texts])
    places = [place for group in groups for place in group]
    assert len(set(places)) == len(places)
    by_place = {place: n for n, group in enumerate(groups) for place in group}
    for one, other in combinations(range(len(texts)), 2):
        if texts[one] == texts[other]:
            assert by_place[one] == by_place[other]


def test_five_thousand_alike_and_five_thousand_others_cost_a_few_comparisons_each(monkeypatch):
    asked = []
    real = kembar._is_alike
    monkeypatch.setattr(kembar, "_is_alike", lambda *args: asked.append(1) or real(*args))
    names = ["".join("abcdefghij"[int(d)] for d in f"{n:04}") for n in range(1000)]
    alike = [f"{WORDS} di {name}" for name in names]
    others = [" ".join(f"{name}{word}" for word in WORDS.split()) for name in names]
    [group] = of(alike + others)
    assert group == list(range(1000))
    assert len(asked) <= 2000 * len(kembar.SIDIK) * kembar.PEMBANDING
