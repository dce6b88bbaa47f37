"""Makes the files of ``bad/``: the smallest good ordinance with one thing wrong in each, and what is said of it.

Run ``python tests/law/make_bad.py`` after a change; the tests compare what it makes with what is checked in.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from law.mini import MINI  # noqa: E402
from tallystick import law  # noqa: E402

FOLDER = HERE / "bad"
MESSAGES = "messages.txt"

ITEM = "[[report_item]]\n"
CLOCK = """
[[clock]]
id = "hold"
hours = 48
begins = "release"
excludes = ["sundays"]
citation = "Mini Code 3"
text = "48 hours"
source = "this test"
verification = "verified"
from = 2020-01-01
"""
SECOND_PERIOD = MINI[MINI.index("[[period]]") : MINI.index("[[report_item]]")].replace('id = "2020"', 'id = "2022"')
SECOND_REPORT = MINI[MINI.index("[[report]]") : MINI.index("[[clause]]")].replace('"annual"', '"other"')

BAD: dict[str, tuple[str, str]] = {
    # name: what is replaced in the good file, by what
    "not-toml": ('name = "Mini', "name = Mini"),
    "id-with-blanks": ('id = "mini"', 'id = "Mini Law"'),
    "no-state": ('state = "ZZ"\n', ""),
    "name-is-a-number": ('name = "Mini Ordinance (INVENTED)"', "name = 7"),
    "binds-nobody": ('["city_police"]', "[]"),
    "unknown-agency": ('["city_police"]', '["city_polise"]'),
    "flag-in-quotes": ("invented = true", 'invented = "yes"'),
    "misspelt-key": ('reporter = "Police', 'reprter = "Police'),
    "due-in-words": ('due = "12-31"', 'due = "31 December"'),
    "due-on-no-day": ('due = "12-31"', 'due = "02-30"'),
    "unknown-rhythm": ('rhythm = "year"', 'rhythm = "yearly"'),
    "unknown-zero": ('zero = "stated"', 'zero = "ignored"'),
    "report-without-clause": ('clause = "no-hold"\nfrom = 2020-01-01\n\n[[clause]]', 'clause = "no-holds"\nfrom = 2020-01-01\n\n[[clause]]'),
    "report-without-items": ("[[clause]]\n", SECOND_REPORT + "[[clause]]\n"),
    "date-in-quotes": ("from = 2020-01-01\n\n[[period]]", 'from = "2020-01-01"\n\n[[period]]'),
    "days-backwards": ("from = 2020-01-01\n\n[[period]]", "from = 2020-01-01\nto = 2019-01-01\n\n[[period]]"),
    "clause-too-young": ("from = 2020-01-01\n\n[[period]]", "from = 2020-06-01\n\n[[period]]"),
    "unknown-verification": ('verification = "verified"\nfrom = 2020-01-01\n\n[[period]]', 'verification = "sure"\nfrom = 2020-01-01\n\n[[period]]'),
    "unknown-clause": ('clause = "no-hold"\neffect = "may"', 'clause = "nohold"\neffect = "may"'),
    "unknown-effect": ('effect = "may"', 'effect = "might"'),
    "unknown-fact": ('when = { judicial_warrant = "criminal" }', 'when = { judical_warrant = "criminal" }'),
    "unknown-value": ('when = { judicial_warrant = "criminal" }', 'when = { judicial_warrant = "criminall" }'),
    "gap": ('["none", "other_order"]', '["none"]'),
    "overlap": ('["none", "other_order"]', '["none", "other_order", "criminal"]'),
    "no-table": ('[[period.notice]]\nnot_covered = "nothing is said"\n', ""),
    "periods-overlap": (ITEM, SECOND_PERIOD + ITEM),
    "item-nought": ("number = 1", "number = 0"),
    "unknown-measure": ('measure = "requests_lodged"', 'measure = "requests_lodgd"'),
    "wrong-unit": ('unit = "requests"', 'unit = "individuals"'),
    "unknown-breakdown": ('breakdown = "stated_basis"', 'breakdown = "reason"'),
    "breakdown-by-day": ('breakdown = "stated_basis"', 'breakdown = "received_on"'),
    "unknown-column": ('breakdown = "stated_basis"', 'columns = ["received"]'),
    "stated-and-divided": ('measure = "requests_lodged"\nunit = "requests"', 'measure = "reentry_arrests"\nunit = "arrests"'),
    "unknown-excluded-day": (ITEM, CLOCK.replace('"sundays"', '"sunday"') + ITEM),
    "unlike-case": ('hold = "no-hold may"', 'hold = "no-hold shall_not"'),
    "case-in-free-words": ('hold = "no-hold may"', 'hold = "perhaps"'),
    "case-of-no-answer": ('hold = "no-hold may"', 'hope = "no-hold may"'),
    "case-too-early": ('title = "a criminal warrant"\non = 2021-05-01', 'title = "a criminal warrant"\non = 2001-05-01'),
    "case-without-facts": ('facts = { judicial_warrant = "criminal" }', "facts = { }"),
    "row-without-case": (MINI[MINI.index('[[case]]\ntitle = "a criminal warrant"') :], ""),
}  # fmt: skip


def files() -> dict[str, str]:
    """Every file of the folder by name."""
    made = {}
    for name, (old, new) in BAD.items():
        assert old in MINI, name
        made[f"{name}.toml"] = MINI.replace(old, new, 1).lstrip()
    said = [str(mistake) for name, text in made.items() for mistake in law.examine(text, name)[1]]
    return made | {MESSAGES: "\n".join(said) + "\n"}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
