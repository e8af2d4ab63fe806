"""What is sent to the desk as a file: in memory, small, and never on the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler


class SmallInMemory(MemoryFileUploadHandler):
    """The only upload handler. What is too large is refused before it is read."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *rest: Any, **named: Any
    ) -> None:
        if content_length > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig("A file was sent that is too large.")
        # Its length is known, and was looked at.
        self.activated = True
