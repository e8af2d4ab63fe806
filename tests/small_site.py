"""A site of few texts, one of each kind at least, that can be published."""

from __future__ import annotations

from safety_site.directory.models import Contact, Nation, Organisation
from safety_site.guide.content import Content
from safety_site.guide.models import Block, Citation, Claim, Page
from safety_site.translation.submitting import submit

PAGES = ("home", "help", "who", "words", "history", "sources", "what-changed", "about")


def make_whole() -> None:
    """To the small starter folder, what every site must have."""
    block = Block.objects.get(page__key="now", number=1)
    block.form = "list"
    block.save(update_fields=["form"])
    submit(block, "und", "eva")
    for position, key in enumerate(PAGES, start=2):
        page = Page.objects.create(
            key=key,
            slug="" if key == "home" else key,
            position=position,
            title_en="A title",
            heading_en="A heading",
            link_name_en="A name",
            lead_en="A lead.",
        )
        in_english(page)
        own = Block.objects.create(
            page=page,
            number=1,
            position=1,
            form="list",
            heading_en="A heading",
            body_en="A text.",
        )
        in_english(own)
    # The folder has a helpline for England.
    others = [nation for nation in Nation.values if nation != Nation.ENGLAND]
    for position, nation in enumerate(("", *others), start=2):
        helper(f"line-{nation}" if nation else "emergency-999", position, nation)


def helper(key: str, position: int, helpline_for: str) -> None:
    organisation = Organisation.objects.create(
        key=key,
        name="A helpline",
        position=position,
        confidence="high",
        nations=[helpline_for or "england"],
        needs=["crisis-line"],
        groups=["everyone"],
        helpline_for=helpline_for,
        description_en="It helps.",
    )
    in_english(organisation)
    in_english(
        Contact.objects.create(
            organisation=organisation,
            medium="phone",
            number=1,
            value="0800 000 000",
            dialled="0800000000",
            confidence="high",
        )
    )


def in_english(made: Content) -> None:
    claim = Claim.objects.filter(confidence="high")[0]
    Citation.objects.create(uid=made.uid, position=1, claim=claim)
    submit(made, "und", "eva")
    submit(made, "en", "eva")
