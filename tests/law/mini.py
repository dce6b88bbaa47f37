"""The smallest ordinance that is good, to be broken one thing at a time."""

from __future__ import annotations

MINI = """
id = "mini"
name = "Mini Ordinance (INVENTED)"
citation = "Mini Code 1"
state = "ZZ"
agency_kinds = ["city_police"]
invented = true

[[report]]
id = "annual"
title = "Civil immigration detainer requests"
reporter = "Police Commissioner"
recipient = "City Clerk"
rhythm = "year"
due = "12-31"
zero = "stated"
clause = "no-hold"
from = 2020-01-01

[[clause]]
id = "no-hold"
citation = "Mini Code 1(a)"
text = "No hold without a criminal warrant."
source = "this test"
verification = "verified"
from = 2020-01-01

[[period]]
id = "2020"
from = 2020-01-01
note = "first text"
source = "this test"
verification = "verified"

[[period.hold]]
when = { judicial_warrant = ["none", "other_order"] }
clause = "no-hold"
effect = "shall_not"

[[period.hold]]
when = { judicial_warrant = "criminal" }
clause = "no-hold"
effect = "may"

[[period.notice]]
not_covered = "nothing is said"

[[period.information]]
not_covered = "nothing is said"

[[period.transfer]]
not_covered = "nothing is said"

[[report_item]]
id = "requests"
number = 1
measure = "requests_lodged"
unit = "requests"
breakdown = "stated_basis"
citation = "Mini Code 2"
text = "requests lodged"
source = "this test"
verification = "verified"
from = 2020-01-01

[[case]]
title = "no judge's paper"
on = 2021-05-01
facts = { judicial_warrant = "none" }
expect = { hold = "no-hold shall_not", notice = "not covered", information = "not covered", transfer = "not covered" }

[[case]]
title = "a criminal warrant"
on = 2021-05-01
facts = { judicial_warrant = "criminal" }
expect = { hold = "no-hold may" }
"""
