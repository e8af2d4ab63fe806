import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_site.delivery.pack import HEAD, Entry, Pack, PackError, write_pack
from tests.delivery.pages import body_of, edition, entry


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pack") / "site.pack"
    write_pack(path, 7, edition())
    return path


def test_a_pack_gives_back_what_was_written(
    written: Path, entries: list[Entry]
) -> None:
    pack = Pack.open(written)

    assert pack.edition == 7
    assert [pack.entry(found.path) for found in entries] == entries
    assert pack.entries["/en"].length == len(body_of(entries[1]))
    assert pack.verify() == len(entries)


def test_the_same_body_is_stored_once(tmp_path: Path) -> None:
    path = tmp_path / "site.pack"
    first = entry("/en")
    write_pack(path, 1, [first, dataclasses.replace(first, path="/100003")])
    stored = Pack.open(path).entries

    assert stored["/en"].brotli == stored["/100003"].brotli
    assert stored["/en"].gzip == stored["/100003"].gzip


@given(data=st.data())
def test_a_single_changed_byte_anywhere_is_noticed(
    written: Path, data: st.DataObject
) -> None:
    content = bytearray(written.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    damaged = written.with_name("damaged")
    damaged.write_bytes(content)

    with pytest.raises(PackError):
        Pack.open(damaged)


@given(data=st.data())
def test_a_pack_cut_short_or_made_longer_is_noticed(
    written: Path, data: st.DataObject
) -> None:
    content = written.read_bytes()
    length = data.draw(st.integers(0, len(content) - 1))
    damaged = written.with_name("damaged")
    for changed in (content[:length], content + content[:length] + b"\0"):
        damaged.write_bytes(changed)
        with pytest.raises(PackError):
            Pack.open(damaged)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"x", "cut short"),
        (b"x" * 200, "not a pack"),
        (HEAD.pack(b"SITEPACK", 1, 0, b""), "format 1, this program reads 2"),
        (HEAD.pack(b"SITEPACK", 2, 2**63, b""), "cut short"),
    ],
)
def test_a_refusal_says_why_and_what_to_do(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = tmp_path / "site.pack"
    path.write_bytes(content)

    with pytest.raises(PackError, match=rf"{says}.*Publish again"):
        Pack.open(path)


def test_a_missing_pack_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="cannot be read: No such file"):
        Pack.open(tmp_path / "site.pack")


def test_a_pack_that_is_open_does_not_change_with_its_file(pack_path: Path) -> None:
    pack = Pack.open(pack_path)
    pack_path.write_bytes(b"")

    assert pack.verify() == len(edition())


WRONG = [
    ([], "without pages"),
    ([entry("/en"), entry("/en")], "Two pages"),
    ([entry("/en", status=99)], "status 99"),
    ([dataclasses.replace(entry("/en"), digest="0" * 64)], "what its digest says"),
    ([dataclasses.replace(entry("/en"), digest="short")], "not a SHA-256"),
    ([dataclasses.replace(entry("/en"), brotli=b"no")], "cannot be decompressed"),
    (
        [dataclasses.replace(entry("/en"), gzip=entry("/en", "other").gzip)],
        "what its digest says",
    ),
    (
        [dataclasses.replace(entry("/en"), headers=(("Content-Type", "a\r\nb: c"),))],
        "header that cannot be sent",
    ),
]


@pytest.mark.parametrize(("wrong", "says"), WRONG)
def test_what_cannot_be_served_is_not_written(
    pack_path: Path, wrong: list[Entry], says: str
) -> None:
    before = pack_path.read_bytes()

    with pytest.raises(PackError, match=says):
        write_pack(pack_path, 2, wrong)

    assert pack_path.read_bytes() == before
    assert os.listdir(pack_path.parent) == [pack_path.name]


FULL_DISK = """
import resource, sys
from pathlib import Path
from safety_site.delivery.pack import PackError, write_pack
from tests.delivery.pages import edition
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
try:
    write_pack(Path(sys.argv[1]), 2, edition("second"))
except PackError as error:
    print(error)
"""


def test_a_full_disk_keeps_the_old_pack_and_leaves_nothing_behind(
    pack_path: Path,
) -> None:
    run = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", FULL_DISK, str(pack_path)],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "The pages served until now stay as they are." in run.stdout
    assert Pack.open(pack_path).edition == 1
    assert os.listdir(pack_path.parent) == [pack_path.name]
