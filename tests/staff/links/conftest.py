"""No test of links leaves this machine, whatever it is told to ask."""

from __future__ import annotations

import socket
from typing import Any

import pytest

HERE = ("127.", "localhost", "::1", "::ffff:127.", "2130706433")


@pytest.fixture(autouse=True)
def nobody_else_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other names have no host, and other addresses no way to them."""
    look_up = socket.getaddrinfo

    def only_here(host: Any, *more: Any, **named: Any) -> Any:
        if not str(host).startswith(HERE):
            raise socket.gaierror(socket.EAI_NONAME, f"a test asked for {host}")
        return look_up(host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", only_here)
