"""What a right run finds in the exports, beside what people concluded."""

from __future__ import annotations

from typing import Any

from . import facts


def expected() -> dict[str, dict[str, Any]]:
    """By district: what counts of each measure, what is asked, and what the lists speak for."""
    return {
        district: {
            "found": facts.found(district),
            "asked": facts.ASKED[district]._asdict(),
            "proposal": (proposal := facts.proposal(district)),
            # The acceptance list of the sample says 通过 for all four.
            "acceptance_disagrees": proposal == "rejected",
        }
        for district in facts.PLANS
    }
