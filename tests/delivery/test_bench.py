"""The bench's own judgement: it must not call a wrong or costly run a good one."""

import os
from time import process_time
from types import SimpleNamespace
from typing import Any

import brotli
import pytest

from bench.__main__ import BARE, OURS, VIEW, compare_answers, report
from bench.load import WrongAnswer, ask_once, load
from bench.server import TICKS, cpu_ticks
from tests.delivery.conftest import Served

BROTLI_OF_PAGE = brotli.compress(b"page")


def test_the_gate_is_on_the_median_of_the_rounds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bare = [(100.0, 100.0)] * 3
    good = [(100.0, 400.0), (100.0, 115.0), (100.0, 90.0)]
    bad = [(100.0, 10.0), (100.0, 116.0), (100.0, 116.0)]

    assert report({OURS: good, BARE: bare}) == 0
    assert report({OURS: bad, BARE: bare, VIEW: good}) == 1
    printed = capsys.readouterr().out
    assert "CPU ours/bare: median 1.150, from 0.900 to 4.000" in printed
    assert "ABOVE the gate" in printed


def answer(head: bytes, body: bytes) -> Any:
    return SimpleNamespace(head=head, body=body)


def test_different_answers_are_not_compared() -> None:
    ours = answer(b"HTTP/1.1 200 OK\r\nDate: 1\r\nA: b", BROTLI_OF_PAGE)
    later = answer(b"HTTP/1.1 200 OK\r\nDate: 2\r\nA: b", BROTLI_OF_PAGE)
    compare_answers({OURS: ours, BARE: later, VIEW: answer(b"", b"page")})

    for wrong in (
        {OURS: ours, BARE: answer(ours.head + b"!", ours.body)},
        {OURS: ours, BARE: answer(ours.head, ours.body + b"!")},
        {OURS: ours, BARE: later, VIEW: answer(b"", b"pages")},
    ):
        with pytest.raises(WrongAnswer):
            compare_answers(wrong)


def test_the_load_counts_whole_answers(served: Served) -> None:
    done, took = load(served.port, "/en/", "br", 0.3, 3)

    assert done > 3
    assert took >= 0.3


def test_the_load_refuses_what_is_not_the_page(served: Served) -> None:
    with pytest.raises(WrongAnswer, match="404"):
        ask_once(served.port, "/nothing", "br")


def test_processor_time_grows_with_work() -> None:
    """Work of this process; a busy machine may give it less than it asks for."""
    before = cpu_ticks([os.getpid()])
    end = process_time() + 0.2
    while process_time() < end:
        pass

    assert cpu_ticks([os.getpid()]) - before >= 0.15 * TICKS
