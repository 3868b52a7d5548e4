"""Which boundary word stands bound to a number."""

from __future__ import annotations

import pytest

from gzaudit.policy.lint.boundary import BEHIND, INCLUDED, bound_words, opening_word
from gzaudit.policy.lint.text_numbers import numbers
from gzaudit.policy.wording import OPERATORS


def words(text):
    found = numbers(text)
    return [bound_words(text, found, place) for place in range(len(found))]


@pytest.mark.parametrize("word", [word for word in OPERATORS if word not in (*BEHIND, INCLUDED)])
def test_every_word_that_stands_before_its_number_is_bound_and_no_part_of_it(word):
    assert words(f"举办{word}10场") == [(word,)]
    assert words(f"举办{word}共计10场") == [(word,)]
    assert words(f"{word}年度任务的10场") == [("达到",) if word == "达到" else ()]


@pytest.mark.parametrize("word", BEHIND)
def test_every_word_that_stands_behind_its_number_is_bound_and_no_part_of_it(word):
    assert words(f"企业10家{word},其他") == [(word,)]
    assert words(f"10家企业{word}") == [(word,)]
    assert words(f"10家其他{word}") == [()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("70%(含)、85%(含)", [("含",), ("含",)]),
        ("70%(含本数)", [("含",)]),
        ("70%(不含)", [()]),
        ("70%含", [()]),
        ("达到目标的70%(含)、85%", [("含",), ("达到",)]),
        ("达到110%(含)", [("含",)]),
        ("100%(含)及以上", [("含",)]),
        ("不低于10场(含)", [("含", "不低于")]),
        ("每增长5%或15家", [("每增长",), ("每增长",)]),
        ("每增长5%(含)或者15家", [("含", "每增长"), ("每增长",)]),
        ("每增长5%,给予5万元", [("每增长",), ()]),
        ("不低于8场讲座(每场不低于50家)、不低于2场", [("不低于",), ("不低于",), ("不低于",)]),
        ("5场及以上,100家以上", [("及以上",), ("以上",)]),
        ("8月31日前", [("前",)]),
        ("8月31日之前、9月1日以前", [("前",), ("前",)]),
        ("共10场", [()]),
    ],
)
def test_the_adjacent_word_is_taken(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("自达到全年目标后每增长4%或12家", 0, "达到"),
        ("自达到全年目标后每增长4%或12家", 1, "达到"),
        ("在达到130%(含)以后,每增长4%", 1, "达到"),
        ("在130%(含)以后,每增长4%", 1, "含"),
        ("超过目标后,每增长5%", 0, "超过"),
        ("不低于目标。年度目标后每增长5%", 0, None),
        ("目前包含目标后每增长5%", 0, None),
        ("每增长5%", 0, None),
    ],
)
def test_the_word_that_opens_the_steps_is_the_first_of_the_phrase_before_them(text, place, expected):
    assert opening_word(text, numbers(text), place) == expected
