"""`python -m bench`: requests a second and CPU time a request, from interleaved rounds.

Exit status 1 when our application costs more than the gate, when the answers differ,
when a round fails, or when something that was to be measured could not be.
"""

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

import brotli

from bench.load import WrongAnswer
from bench.made_up import PATH, write_made_up_pack
from bench.server import ROOT, NotStarted, Server

MOST_CPU_AGAINST_BARE = 1.15
OURS, BARE, VIEW = "ours", "bare", "view"
BROWSER = "gzip, deflate, br"
APPLICATIONS = {
    OURS: ("safety_site.wsgi:application", BROWSER),
    BARE: ("bench.bare:application", BROWSER),
    # Not compressed: compressing at each request would only make it slower.
    VIEW: ("bench.view:application", "identity"),
}
# Gunicorn's own, and different from second to second.
CHANGING = re.compile(rb"^Date: .*\r\n", re.MULTILINE)

Rounds = dict[str, list[tuple[float, float]]]


def main() -> int:
    options = parse()
    try:
        with chosen_pack(options) as pack, ExitStack() as stack:
            servers = start(stack, pack, options)
            compare_answers(servers)
            results = measure(servers, options)
    except (NotStarted, WrongAnswer) as error:
        print(f"The bench failed. {error}", file=sys.stderr)
        return 1
    return report(results)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    data = Path(os.environ.get("DATA_DIR", "").strip() or ROOT / "var")
    parser.add_argument("--pack", type=Path, default=data / "site.pack")
    parser.add_argument("--path", default=PATH)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=4.0, help="of a round, each")
    parser.add_argument("--turns", type=int, default=8, help="in one round")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument(
        "--made-up", action="store_true", help="a made-up page, so without the view"
    )
    parser.add_argument("--without-view", action="store_true")
    return parser.parse_args()


@contextmanager
def chosen_pack(options: argparse.Namespace) -> Iterator[Path]:
    if not options.made_up:
        yield options.pack
        return
    with tempfile.TemporaryDirectory() as folder:
        yield write_made_up_pack(Path(folder))


def start(
    stack: ExitStack, pack: Path, options: argparse.Namespace
) -> dict[str, Server]:
    without_view = options.made_up or options.without_view
    names = [OURS, BARE] + ([] if without_view else [VIEW])
    if without_view:
        print("The Django view is left out, as asked.")
    servers = {}
    for name in names:
        application, encoding = APPLICATIONS[name]
        server = Server(application, options.path, encoding, pack)
        servers[name] = stack.enter_context(server)
    return servers


def compare_answers(servers: dict[str, Server]) -> None:
    """Figures mean nothing unless all send the same page."""
    ours, bare = servers[OURS], servers[BARE]
    if CHANGING.sub(b"", ours.head) != CHANGING.sub(b"", bare.head):
        raise WrongAnswer("The headers of ours and of bare differ.")
    if ours.body != bare.body:
        raise WrongAnswer("The bodies of ours and of bare differ.")
    page = brotli.decompress(ours.body)
    if VIEW in servers and servers[VIEW].body != page:
        raise WrongAnswer("The page of the Django view is not the page of the pack.")
    sent = len(ours.head) + 4 + len(ours.body)
    print(f"The page: {len(page):,} bytes, {sent:,} as sent with its headers.")


def measure(servers: dict[str, Server], options: argparse.Namespace) -> Rounds:
    results: Rounds = {name: [] for name in servers}
    for server in servers.values():
        server.load(1.0, options.connections)
    for number in range(1, options.rounds + 1):
        for name, (rate, cost) in one_round(servers, options).items():
            results[name].append((rate, cost))
            print(f"round {number} {name}: {rate:,.0f}/s, {cost:.1f} µs", flush=True)
    return results


def one_round(
    servers: dict[str, Server], options: argparse.Namespace
) -> dict[str, tuple[float, float]]:
    """Requests a second and microseconds of CPU a request, of each server.

    They take turns of a fraction of a second, in changing order: whatever else the
    machine does meanwhile falls on all of them alike. Processor time is read once
    around all turns, because it is counted in hundredths of a second only; a server
    without load uses none.
    """
    before = {name: server.cpu_seconds() for name, server in servers.items()}
    counts = dict.fromkeys(servers, 0)
    times = dict.fromkeys(servers, 0.0)
    for turn in range(options.turns):
        for name in list(servers)[:: -1 if turn % 2 else 1]:
            seconds = options.seconds / options.turns
            count, took = servers[name].load(seconds, options.connections)
            counts[name] += count
            times[name] += took
    used = {name: servers[name].cpu_seconds() - before[name] for name in servers}
    return {
        name: (counts[name] / times[name], used[name] / counts[name] * 1_000_000)
        for name in servers
    }


def report(results: Rounds) -> int:
    print(f"\n{'':6}{'requests a second':>30}{'CPU µs a request':>30}")
    print(f"{'':6}" + f"{'min':>10}{'median':>10}{'max':>10}" * 2)
    for name, rounds in results.items():
        rates, costs = zip(*rounds, strict=True)
        shown = "".join(f"{v:>10,.0f}" for v in spread(rates))
        shown += "".join(f"{v:>10.1f}" for v in spread(costs))
        print(f"{name:6}{shown}")
    against: dict[str, float] = {}
    for name in [name for name in results if name != BARE]:
        pairs = zip(results[name], results[BARE], strict=True)
        ratios = [cost / bare for (_, cost), (_, bare) in pairs]
        low, middle, high = spread(ratios)
        against[name] = middle
        print(f"CPU {name}/bare: median {middle:.3f}, from {low:.3f} to {high:.3f}")
    passed = against[OURS] <= MOST_CPU_AGAINST_BARE
    word = "within" if passed else "ABOVE"
    print(f"{word} the gate, {MOST_CPU_AGAINST_BARE} for ours/bare in the median")
    return 0 if passed else 1


def spread(values: list[float] | tuple[float, ...]) -> tuple[float, float, float]:
    return min(values), median(values), max(values)


if __name__ == "__main__":
    sys.exit(main())
