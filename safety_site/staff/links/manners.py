"""How hosts are asked: by whom, how often, for how long."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

# It says what asks and nothing about us: a host that helps people learns from us that
# a program looked, and not which page has a link to it.
USER_AGENT = "link-check/1.0 (a program that looks once a week whether a page opens)"


@dataclass(frozen=True)
class Bounds:
    """`seconds` are for one request, `pause` in seconds between two of one host,
    `read` in bytes of one answer, `minutes` for all.

    `private`: loopback and private networks may be asked. Only tests may say so.
    """

    seconds: float = 20
    pause: float = 2
    redirects: int = 6
    read: int = 128 * 1024
    minutes: float = 60
    private: bool = False


@dataclass
class Manners:
    """One request at a time to a host, a pause after each, and none any more to a host
    that asked to be left alone. By host name in lower case.
    """

    pause: float
    last: dict[str, float] = field(default_factory=dict)
    left_alone: set[str] = field(default_factory=set)

    def ready_in(self, host: str) -> float:
        """Seconds until a host may be asked again."""
        if host not in self.last:
            return 0.0
        return max(0.0, self.last[host] + self.pause - time.monotonic())

    def wait(self, host: str) -> None:
        time.sleep(self.ready_in(host))

    def asked(self, host: str) -> None:
        self.last[host] = time.monotonic()
