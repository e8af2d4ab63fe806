"""Which organisations readers may see, and which still wait for a contact."""

import pytest

from safety_site.directory.models import Organisation, may_be_listed, to_confirm


@pytest.mark.parametrize(
    ("listed", "withdrawn", "publishable", "shown"),
    [
        (True, False, [False, True], True),
        (True, False, [False], False),
        (True, False, [], False),
        (False, False, [True], False),
        (True, True, [True], False),
    ],
)
def test_who_is_listed_needs_a_contact_that_may_be_shown(
    listed, withdrawn, publishable, shown
):
    rule = may_be_listed(listed=listed, withdrawn=withdrawn, publishable=publishable)
    assert rule is shown


@pytest.mark.usefixtures("starter")
def test_who_is_neither_public_nor_kept_back_waits_to_be_confirmed(
    db, django_assert_num_queries
):
    with django_assert_num_queries(2):
        waiting = {organisation.key for organisation in to_confirm()}
    assert len(waiting) == 16
    assert "law-centre-ni" in waiting
    assert "home-office-mvdac" not in waiting


@pytest.mark.usefixtures("starter")
def test_a_withdrawn_contact_is_no_way_to_reach_anyone(db):
    organisation = Organisation.objects.get(key="bawso")
    assert organisation.may_be_listed
    organisation.contacts.update(withdrawn=True)
    assert not Organisation.objects.get(key="bawso").may_be_listed
