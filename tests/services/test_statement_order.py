"""The order of a statement's reasons stands in the operations log before the other party's list is opened."""

import pytest

from agencies import AUDITOR
from tallystick.model.errors import NotThere
from tallystick.model.period import parse_period
from tallystick.reconciliation.rules import DuplicateRule, Rules, order_digest
from tallystick.services.statement.evidence import EvidenceFiles
from tallystick.services.statement.reconcile import with_register

pytestmark = pytest.mark.django_db
YEAR = parse_period("2025")
LIST = "Detainer Prepare Date,Detention Facility,Facility City\n03/14/2025,HARBORTON POLICE DEPT,HARBORTON\n"


def test_the_order_is_registered_once_for_each_choice_of_rules(home, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text(LIST)

    def inputs(rules):
        return with_register(home, AUDITOR, [path], EvidenceFiles(), YEAR, rules=rules).inputs

    first, again, other = inputs(Rules()), inputs(Rules()), inputs(Rules(DuplicateRule.NONE))
    assert first[0] == again[0] != other[0]
    assert first[0][1] == order_digest(Rules())
    assert "of the operations log, registered before" in first[0][0]


def test_the_order_stands_there_even_when_the_list_cannot_be_opened(home, tmp_path):
    with pytest.raises(NotThere):
        with_register(home, AUDITOR, [tmp_path / "absent.csv"], EvidenceFiles(), YEAR)
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    (name, _), *_ = with_register(home, AUDITOR, [path], EvidenceFiles(), YEAR).inputs
    assert name.startswith("order of reasons, entry 0 ")
