"""What a review asks of a small year, and what it suggests."""

from __future__ import annotations

from gzaudit.audit import YearAudit
from gzaudit.review.listed import listed
from gzaudit.review.question import Question
from gzaudit.review.questions import open_questions
from gzaudit.review.suggest import Answer, suggest


def asked(audit: YearAudit, *, ruled: bool = False) -> list[Question]:
    """The questions that are open; or those that a rule has settled."""
    return [each for each in open_questions(audit, listed(audit)) if each.optional == ruled]


def advised(audit: YearAudit, *, ruled: bool = False) -> list[tuple[Answer, ...]]:
    """The answers that are suggested for each, strongest first."""
    return suggest(asked(audit, ruled=ruled), listed(audit))


def only(audit: YearAudit) -> tuple[Question, tuple[Answer, ...]]:
    """The one question that is open, with its answers."""
    (question,), (answers,) = asked(audit), advised(audit)
    return question, answers
