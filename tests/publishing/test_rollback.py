"""Going back to an older edition, and stopping publishing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import brotli
import pytest
from django.core.management import CommandError, call_command

from safety_site.delivery.pack import Pack
from safety_site.guide.models import Block
from safety_site.publishing import freeze
from safety_site.publishing.clock import tick
from safety_site.publishing.models import Blob, Edition
from safety_site.publishing.publish import NotPublished, keep, propose
from safety_site.publishing.rollback import rollback
from safety_site.translation.submitting import submit
from tests.publishing.conftest import DAY, Publish

pytestmark = pytest.mark.usefixtures("starter", "db")
NEW = "Wholly new words about tea."


def change() -> None:
    block = Block.objects.filter(page__key="rule")[0]
    block.body_en += f" {NEW}"
    block.save(update_fields=["body_en"])
    submit(block, "en", "amina", meaning_changed=True)


def says_it(pack: Path) -> bool:
    opened = Pack.open(pack)
    return NEW in brotli.decompress(opened.entry("/en/rule").brotli).decode()


def test_an_older_edition_is_served_again_and_the_newer_text_is_not_lost(
    publish: Publish, pack: Path
) -> None:
    publish()
    change()
    publish(DAY + timedelta(1))
    assert says_it(pack)
    for number, reason, why in (
        ("7", "Wrong.", "There is no edition 7"),
        ("2", "Wrong.", "is the one that is served"),
        ("1", " ", "written reason"),
    ):
        with pytest.raises(CommandError, match=why):
            call_command("rollback", number, reason=reason)
    # Pages that are damaged are not served again.
    leaf = Edition.objects.get(number=1).manifest["pages"]["/en/rule"]
    blob = Blob.objects.get(digest=leaf["digest"])
    Blob.objects.filter(pk=blob.pk).update(brotli=b"")
    with pytest.raises(NotPublished, match="damaged"):
        rollback(1, "paula", "paula", "Wrong.")
    blob.save()
    assert says_it(pack)
    call_command("rollback", "1", by="paula", reason="The new words are wrong.")
    assert not says_it(pack)
    third = Edition.objects.get(number=3)
    assert (third.publisher, third.reason) == ("paula", "The new words are wrong.")
    # The clock brings nothing that was taken back.
    assert tick(DAY + timedelta(2)) is None
    assert not says_it(pack)

    # While publishing is stopped, an urgent correction needs two people.
    with pytest.raises(ValueError, match="Say why"):
        freeze.stop("paula", " ")
    freeze.stop("paula", "The rules are being rewritten.")
    proposal = propose(DAY + timedelta(2))
    for author, reason in (("Paula ", "Urgent."), ("petra", " "), ("", "Urgent.")):
        with pytest.raises(NotPublished, match="two people and a written reason"):
            keep(proposal, author, "paula", reason)
    with pytest.raises(NotPublished, match="stopped by paula"):
        rollback(2, "paula", "paula", "Wrong.")
    assert not says_it(pack)
    keep(proposal, "petra", "paula", "A number is wrong.")
    assert says_it(pack)
    freeze.go_on("petra", "They are done.")
    assert freeze.stopped() is None
