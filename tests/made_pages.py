"""A page of a kind of its own, where the starter has none yet."""

from __future__ import annotations

from safety_site.guide.models import Block, Citation, Claim, Page
from safety_site.translation.submitting import submit


def list_page(key: str, *, essential: bool = False) -> Page:
    """The page of that key, or a new one: a block of the form list, and one after."""
    if page := Page.objects.filter(key=key).first():
        return page
    page = Page.objects.create(
        key=key,
        slug=key,
        position=90,
        essential=essential,
        title_en="A list",
        heading_en="What is in the list?",
        link_name_en="The list",
        lead_en="Here is a list.",
    )
    submit(page, "und", "amina")
    submit(page, "en", "amina")
    for number, form in enumerate(("list", "text"), start=1):
        block = Block.objects.create(
            page=page,
            number=number,
            position=number,
            form=form,
            heading_en="A heading",
            body_en="A text.",
        )
        Citation.objects.create(
            uid=block.uid, position=1, claim=Claim.objects.get(key="P:C9")
        )
        submit(block, "und", "amina")
        submit(block, "en", "amina")
    return page
