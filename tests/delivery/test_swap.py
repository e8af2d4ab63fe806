"""Editions change while readers read: no request is lost."""

import threading
import time
from pathlib import Path

from safety_site.delivery.pack import write_pack
from tests.delivery.conftest import Serve, Served, wait_for
from tests.delivery.pages import edition

READERS = 6
REQUESTS_OF_A_READER = 80
SECONDS_BETWEEN = 0.03


def read_pages(served: Served, seen: list[tuple[int, bytes]]) -> None:
    for _ in range(REQUESTS_OF_A_READER):
        answered = served.get("/en/answer")
        seen.append((answered.status, answered.body))
        time.sleep(SECONDS_BETWEEN)


def test_swapping_packs_under_load_loses_no_request(
    serve: Serve, tmp_path: Path
) -> None:
    path = tmp_path / "site.pack"
    write_pack(path, 1, edition("edition1"))
    seen: list[tuple[int, bytes]] = []
    with serve(tmp_path) as served:
        readers = [
            threading.Thread(target=read_pages, args=(served, seen))
            for _ in range(READERS)
        ]
        for reader in readers:
            reader.start()
        number = 1
        while any(reader.is_alive() for reader in readers):
            number += 1
            write_pack(path, number, edition(f"edition{number}"))
            time.sleep(0.2)
        for reader in readers:
            reader.join()

        last = f"edition {number}\n".encode()
        wait_for(lambda: all_say(served, last))

    assert len(seen) == READERS * REQUESTS_OF_A_READER
    assert {status for status, _ in seen} == {200}
    assert all(b"<p>edition" in body for _, body in seen)
    assert len({body for _, body in seen}) > 1


def all_say(served: Served, expected: bytes) -> bool:
    """Many fresh connections, so that both workers are asked."""
    return all(served.get("/healthz").body == expected for _ in range(30))


def test_both_workers_go_on_without_the_file_and_take_up_the_next(
    serve: Serve, tmp_path: Path
) -> None:
    path = tmp_path / "site.pack"
    write_pack(path, 1, edition())
    with serve(tmp_path) as served:
        path.unlink()
        wait_for(lambda: served.get("/en").status == 200 and gone(served) == 2)
        assert all_say(served, b"edition 1\n")

        write_pack(path, 2, edition("second"))
        wait_for(lambda: all_say(served, b"edition 2\n"))

        path.write_bytes(path.read_bytes()[:-1])
        wait_for(lambda: served.get("/en").status == 200 and damaged(served) == 2)
        assert all_say(served, b"edition 2\n")
        assert b"second" in served.get("/en").body


def gone(served: Served) -> int:
    return served.log.count("The pack is gone.")


def damaged(served: Served) -> int:
    return served.log.count("The new pack cannot be used.")
