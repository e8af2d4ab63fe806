"""What was made of the public pages to save or to print."""

from __future__ import annotations

from django.db import models


class Leaflet(models.Model):
    """A PDF as made at one time: of a page, or the sheet of cards of a language.

    `words` is the digest of all that it says (`leaflets.saying`), `file` that of its
    bytes in the folder of files, `length` in bytes. `page` and `language` are for
    whoever looks at the table. Rows are only added: the newest of its words counts.
    """

    page = models.TextField()
    language = models.TextField()
    words = models.TextField(db_index=True)
    file = models.TextField()
    length = models.PositiveIntegerField()
    created = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.page} {self.language}"
