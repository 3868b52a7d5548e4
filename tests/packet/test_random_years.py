"""Years that nobody arranged: what the renderers write passes the proof, and a firm moved to the wrong packet never does."""

from __future__ import annotations

import random

import pytest
from pages.page_runs import Run, random_run, sample_run

from gzaudit.commands.run_audit import read_run
from gzaudit.errors import InvariantError
from gzaudit.packet.isolation import Isolation
from gzaudit.packet.source import district_files

RUNS = {
    **{f"random {seed}": lambda seed=seed: random_run(seed) for seed in range(5)},
    "2025": sample_run,
    "2023": lambda: sample_run(2023),
}


def known(run: Run):
    return read_run(run.folder, "这次运行")


def files_of(run: Run, code: str, name: str) -> dict[str, bytes]:
    return district_files(run.folder, "这次运行", code, name)


def with_text(files: dict[str, bytes], text: str) -> dict[str, bytes]:
    return {
        **files,
        "report.html": files["report.html"].replace(b"</main>", f"<p>{text}</p></main>".encode()),
    }


@pytest.mark.parametrize("which", RUNS)
def test_every_packet_of_every_year_passes_and_no_strange_firm_does(which):
    """Whatever list a firm stands in: its name and its code are let through exactly where it is the district's own."""
    run = RUNS[which]()
    audit = known(run)
    isolation = Isolation(audit)
    packets = {each.code: (each.name, files_of(run, each.code, each.name)) for each in audit.result.districts}
    for code, (name, files) in packets.items():
        isolation.prove(code, name, files)
    chance = random.Random(which)
    members = audit.public.members
    own = {code: set() for code in packets}
    for table in members.values():
        for code, text, uscc in zip(table["district"], table["name"], table["code"], strict=True):
            own[code] |= {text, uscc}
    # Firms that public lists place in one district alone, tried in another's page.
    pairs = [(code, text) for code, texts in own.items() for text in sorted(texts) if len(text) >= 4]
    alone = [(code, text) for code, text in pairs if sum(text in texts for texts in own.values()) == 1]
    tried = 0
    for home, text in chance.sample(alone, min(12, len(alone))):
        code = chance.choice([each for each in packets if each != home])
        name, files = packets[code]
        if any(text in each for each in own[code]):
            continue
        with pytest.raises(InvariantError) as refused:
            isolation.prove(code, name, with_text(files, f"见{text}。"))
        assert text not in str(refused.value)
        home_name, home_files = packets[home]
        isolation.prove(home, home_name, with_text(home_files, f"见{text}。"))
        tried += 1
    assert tried > 8 or len(alone) <= 12


@pytest.mark.parametrize("which", ["random 0", "random 3", "2025"])
def test_no_firm_of_a_statistics_list_alone_passes_anywhere(which):
    run = RUNS[which]()
    audit = known(run)
    isolation = Isolation(audit)
    secret = audit.rows["kind"].isin(["above_scale", "above_scale_tech_services"])
    public = {*audit.rows.loc[~secret, "name"], *audit.fields["former"]}
    codes = {*audit.rows.loc[~secret, "raw_code"]}
    named = sorted({each for each in audit.rows.loc[secret, "name"] if len(each) >= 6} - public)
    coded = sorted(set(audit.rows.loc[secret & (audit.rows["state"] == "valid"), "raw_code"]) - codes)
    chance = random.Random(which)
    code, name = "440106", "天河区"
    files = files_of(run, code, name)
    tried = 0
    for text in [*chance.sample(named, min(12, len(named))), *chance.sample(coded, min(12, len(coded)))]:
        if any(text in each for each in (*public, *codes)):
            continue
        tried += 1
        with pytest.raises(InvariantError, match="隔离核对没有通过"):
            isolation.prove(code, name, with_text(files, f"（{text}）"))
    assert tried > 10
