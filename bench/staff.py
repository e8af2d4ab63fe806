"""`python -m bench.staff`: CPU time of the editors' screens on a large made-up site.

Thirty-one languages and four hundred blocks, in a database of its own that is thrown
away. A time depends on the machine: it is printed beside that of an empty loop, and
never asserted; that queries do not grow, a test holds.
"""

from __future__ import annotations

import os
import tempfile
import time
from statistics import median

import django

LANGUAGES, BLOCKS, ROUNDS = 31, 400, 5
TURNS = 10_000_000


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safety_site.settings")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        from safety_site.languages.registry import SUPERSET

        codes = list(dict.fromkeys(["en", "ur", *SUPERSET]))[:LANGUAGES]
        os.environ["LANGUAGES_ENABLED"] = " ".join(codes)
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure(codes)


def _measure(codes: list[str]) -> None:
    from django.db import connection, reset_queries

    from bench.made_up_texts import LONG, write_texts

    write_texts(codes[1:], BLOCKS)
    browser = _signed_in()
    print(f"An empty loop of {TURNS:,} turns: {_empty_loop():.2f} CPU s")
    print(f"{len(codes)} languages, {BLOCKS} blocks, median of {ROUNDS}:")
    connection.force_debug_cursor = True
    for address in (
        "/",
        "/?texts=claim",
        f"/translate/ur/page:{LONG}/part-1/",
        f"/check/ur/page:{LONG}/",
        f"/check/en/page:{LONG}/",
        f"/history/block:{LONG}/1/",
        f"/still-right/page:{LONG}/",
        "/review/",
        f"/review/page:{LONG}/",
        "/outside/",
        "/guide/block/",
        "/guide/block/1/change/",
        "/guide/fact/1/change/",
    ):
        spent = []
        for _ in range(ROUNDS):
            reset_queries()
            began = time.process_time()
            answer = browser.get(f"/staff{address}")
            spent.append(time.process_time() - began)
            if answer.status_code != 200:
                raise SystemExit(f"{address} answered {answer.status_code}.")
        print(
            f"{1000 * median(spent):6.0f} ms {len(connection.queries):3} queries "
            f"{len(answer.content) / 1000:6.0f} kB  /staff{address}"
        )


def _signed_in():
    """A browser of somebody with every role."""
    from django.contrib.auth.models import Group
    from django.test import Client
    from django_otp import DEVICE_ID_SESSION_KEY
    from django_otp.plugins.otp_static.models import StaticDevice

    from safety_site.staff.models import User

    user = User.objects.create(username="amina", is_staff=True)
    user.groups.set(Group.objects.all())
    device = StaticDevice.objects.create(user=user, name="bench")
    browser = Client(headers={"host": "localhost"})
    browser.force_login(user)
    session = browser.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return browser


def _empty_loop() -> float:
    began = time.process_time()
    for _ in range(TURNS):
        pass
    return time.process_time() - began


if __name__ == "__main__":
    main()
