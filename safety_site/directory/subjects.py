"""What organisations help with, and whom: the words of the directory's own values."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_noop


class Need(models.TextChoices):
    """Append only: the place of a need is its number in addresses, which are printed
    on cards. Numbers, because a name such as "refuge" would stand in the history of a
    phone (practice.md P1).
    """

    EMERGENCY = "emergency", gettext_noop("Danger now")
    CRISIS_LINE = "crisis-line", gettext_noop("A helpline to call")
    REFUGE = "refuge", gettext_noop("A safe place to stay (refuge)")
    HOUSING = "housing", gettext_noop("Housing")
    MONEY = "money", gettext_noop("Money")
    IMMIGRATION_ADVICE = "immigration-advice", gettext_noop("Advice about your visa")
    LEGAL_ADVICE = "legal-advice", gettext_noop("Advice about the law")
    COUNSELLING = "counselling", gettext_noop("Support and someone to talk to")
    CHILDREN = "children", gettext_noop("Children")
    FORCED_MARRIAGE = "forced-marriage", gettext_noop("Forced marriage")
    FGM = "fgm", gettext_noop("FGM (female genital mutilation)")
    TRAFFICKING = "trafficking", gettext_noop("Trafficking")
    STALKING = "stalking", gettext_noop("Stalking")
    REPORTING = "reporting", gettext_noop("Reporting what happened")
    HEALTH = "health", gettext_noop("Health")
    COMPLAINT = "complaint", gettext_noop("A complaint")

    @property
    def number(self) -> int:
        return list(Need).index(self) + 1


class People(models.TextChoices):
    """Whom an organisation is for. Append only, as needs are."""

    EVERYONE = "everyone", gettext_noop("Everyone")
    WOMEN = "women", gettext_noop("Women")
    MEN = "men", gettext_noop("Men")
    CHILDREN = "children", gettext_noop("Children and young people")
    OLDER = "older", gettext_noop("Older people")
    DEAF = "deaf", gettext_noop("Deaf people")
    DISABLED = "disabled", gettext_noop("Disabled people")
    LGBT = "lgbt", gettext_noop("LGBT+ people")
    MINORITISED = "black-and-minoritised", gettext_noop("Black and minoritised people")
    AFGHAN = "afghan", gettext_noop("Afghan people")
    IRANIAN = "iranian", gettext_noop("Iranian people")
    JEWISH = "jewish", gettext_noop("Jewish people")
    KURDISH = "kurdish", gettext_noop("Kurdish people")
    LATIN_AMERICAN = "latin-american", gettext_noop("Latin American people")
    MIDDLE_EASTERN = "middle-eastern", gettext_noop("Middle Eastern people")
    MUSLIM = "muslim", gettext_noop("Muslim people")
    POLISH = "polish", gettext_noop("Polish people")
    SOUTH_ASIAN = "south-asian", gettext_noop("South Asian people")
    TURKISH = "turkish", gettext_noop("Turkish people")
    # A line for them must never look like help for those whom they hurt.
    WHO_HARM = "people-who-harm", gettext_noop("People who want to stop abusing others")

    @property
    def number(self) -> int:
        return list(People).index(self) + 1
