"""A small real site in a folder: two editions, a pack, and work that waits.

Run as `python -m tests.publishing.killed_site FOLDER`.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date
from pathlib import Path

DAY = date(2026, 11, 22)


def begin() -> None:
    """Django, in one process, with pages that are quickly made."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    from safety_site.publishing import kinds, rendering, validation

    setup_test_environment()
    rendering.WORTH_PROCESSES = 10**6
    rendering.QUALITIES = ((0, 5),)
    validation.BUDGET *= 2
    kinds.MORE = ()


def make(folder: Path) -> None:
    from django.core.management import call_command

    from safety_site.starter.load import load
    from tests.small_site import make_whole
    from tests.starter.conftest import SMALL

    call_command("migrate", verbosity=0)
    load(SMALL)
    make_whole()
    publish()
    new_block()
    publish()
    changed_block()
    signed_in(folder / "cookies")


def publish() -> None:
    from safety_site.publishing.publish import keep, propose

    keep(propose(DAY), "eva", "paula", "Ready.")


def new_block() -> None:
    """Its only claim is due for a new check two days from now."""
    from safety_site.guide.models import (
        Block,
        Citation,
        Claim,
        ClaimSource,
        Page,
        Source,
    )
    from safety_site.translation.submitting import submit

    claim = Claim.objects.create(
        key="T:1", text="x", confidence="high", checked=date(2026, 5, 24)
    )
    source = Source.objects.filter(opened="full")[0]
    ClaimSource.objects.create(claim=claim, source=source, position=1)
    submit(claim, "und", "eva")
    block = Block.objects.create(
        page=Page.objects.get(key="about"),
        number=99,
        position=99,
        heading_en="Is it a law?",
        body_en="Parliament has not made such a law.",
    )
    Citation.objects.create(uid=block.uid, position=1, claim=claim)
    submit(block, "und", "eva")
    submit(block, "en", "eva")


def changed_block() -> None:
    from safety_site.guide.models import Block
    from safety_site.translation.submitting import submit

    block = Block.objects.get(page__key="who", number=1)
    block.heading_en = "They can. No law stops it"
    block.save(update_fields=["heading_en"])
    submit(block, "en", "eva", meaning_changed=False)


def signed_in(cookies: Path) -> None:
    from django.test import Client

    from safety_site.staff.roles import all_groups
    from tests.staff.conftest import person

    client = Client()
    assert person("amina", *all_groups()).sign_in(client).status_code == 302
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    cookies.write_text(json.dumps(kept))


if __name__ == "__main__":
    begin()
    from tests.publishing.killed import close, use

    folder = Path(sys.argv[1])
    use(folder)
    make(folder)
    close()
