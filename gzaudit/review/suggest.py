"""All evidence there is, put together: for each question the answers that something speaks for, ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from gzaudit.review.by_code import repaired
from gzaudit.review.by_name import former_name, same_name
from gzaudit.review.by_near_name import near_names, same_code
from gzaudit.review.by_place import named_places, registrars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gzaudit.review.listed import Listed
    from gzaudit.review.question import Question, Suggestion

    Evidence = Callable[[Sequence[Question], Listed], Iterator[tuple[int, Suggestion]]]

_EVIDENCE: Final[tuple[Evidence, ...]] = (
    same_name, former_name, repaired, same_code, named_places, registrars,
)  # fmt: skip
_BY_NAME: Final = 2  # the weakest rank of evidence that makes names that are only alike idle
MOST: Final = 8  # answers a question
_TOLD: Final = 4  # pieces of evidence an answer


class Answer(NamedTuple):
    """A possible answer with all that speaks for it, strongest first; `more` pieces are left out."""

    choice: str
    told: tuple[str, ...]
    more: int = 0


def suggest(questions: Sequence[Question], listed: Listed) -> list[tuple[Answer, ...]]:
    """Answers to each question, strongest first; none is ever taken without a person.

    Args:
        questions: open ones, those that matter most first.
        listed: the rows of the run.
    """
    found: list[dict[str, list[Suggestion]]] = [{} for _ in questions]
    for evidence in _EVIDENCE:
        for at, suggestion in evidence(questions, listed):
            found[at].setdefault(suggestion.choice, []).append(suggestion)
    nameless = [at for at, each in enumerate(found) if not _known_by_name(each)]
    for place, suggestion in near_names([questions[at] for at in nameless], listed):
        found[nameless[place]].setdefault(suggestion.choice, []).append(suggestion)
    return [_ranked(each, question) for each, question in zip(found, questions, strict=True)]


def _known_by_name(found: dict[str, list[Suggestion]]) -> bool:
    return any(each.rank <= _BY_NAME for suggestions in found.values() for each in suggestions)


def _ranked(found: dict[str, list[Suggestion]], question: Question) -> tuple[Answer, ...]:
    """What somebody asks for comes first, for it is they who must be answered."""

    def strength(choice: str) -> tuple[int, int, int, str]:
        best = min(found[choice], key=lambda each: (each.rank, -each.score))
        return best.rank, -len({each.rank for each in found[choice]}), -best.score, choice

    wanted, says = question.wanted
    answers = [_answer(choice, found[choice]) for choice in sorted(found, key=strength)]
    if says:
        mine = next((each.told for each in answers if each.choice == wanted), ())
        answers = [Answer(wanted, (says, *mine)), *(each for each in answers if each.choice != wanted)]
    return tuple(answers[:MOST])


def _answer(choice: str, suggestions: list[Suggestion]) -> Answer:
    ordered = sorted(suggestions, key=lambda each: (each.rank, -each.score, each.told))
    told = tuple(dict.fromkeys(each.told for each in ordered))
    return Answer(choice, told[:_TOLD], max(0, len(told) - _TOLD))
