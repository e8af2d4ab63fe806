"""verify: every damaged blob and every damaged pack is found and named."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from safety_site.publishing import manifest, verify
from safety_site.publishing.models import Blob, Edition
from tests.publishing.conftest import Publish


@pytest.fixture
def edition(publish: Publish) -> Edition:
    made = publish()
    assert made is not None
    return made


def digest_of(edition: Edition, path: str) -> str:
    return manifest.leaves(edition.manifest)[path].digest


def test_a_whole_edition_has_no_fault(
    edition: Edition, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify")
    assert "blobs and the pack are whole" in capsys.readouterr().out


def test_a_truncated_blob_is_named(edition: Edition) -> None:
    digest = digest_of(edition, "/en/answer")
    blob = Blob.objects.get(digest=digest)
    Blob.objects.filter(digest=digest).update(brotli=bytes(blob.brotli)[:100])
    assert f"The brotli form of blob {digest} is damaged." in list(verify.faults())
    with pytest.raises(CommandError, match="Restore these from a backup"):
        call_command("verify")


def test_a_missing_blob_is_named(edition: Edition) -> None:
    Blob.objects.filter(digest=digest_of(edition, "/en/answer")).delete()
    assert "Edition 1 names a missing blob for /en/answer." in list(verify.faults())


def test_a_corrupt_pack_is_named(edition: Edition, pack: Path) -> None:
    data = bytearray(pack.read_bytes())
    data[-10] ^= 1
    pack.write_bytes(data)
    assert any("its pages are damaged" in fault for fault in verify.faults())


def test_a_pack_of_another_edition_is_named(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(number=7)
    assert list(verify.faults()) == ["The pack holds edition 1, the newest is 7."]
