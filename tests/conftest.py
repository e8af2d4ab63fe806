"""What all tests share: the system's Chromium and the Nu HTML checker.

Without them their tests are skipped, with `--require-browser` they fail.
"""

import functools
import os
import shutil
import subprocess
from pathlib import Path

import playwright
import pytest

# What drives the browser leaves its event loop marked as running in this thread, and
# Django then refuses the database to whatever test comes next. Nothing here is async.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
QUIET = (
    "--no-sandbox --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run --disable-gpu"
)


def pytest_addoption(parser):
    parser.addoption(
        "--require-browser",
        action="store_true",
        help="fail instead of skipping where Chromium or the HTML checker is missing",
    )
    parser.addoption(
        "--every-page",
        action="store_true",
        help="walk every page in the browser, not only one of each shape (an hour)",
    )


def missing(config, sentence):
    if config.getoption("--require-browser"):
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


@functools.cache
def browser_trouble():
    """A sentence, or nothing where a browser can be driven."""
    if not os.access(CHROMIUM, os.X_OK):
        return f"There is no Chromium at {CHROMIUM}: set CHROMIUM."
    driver = Path(playwright.__file__).with_name("driver") / "node"
    tried = subprocess.run([driver, "-v"], capture_output=True, text=True, check=False)  # noqa: S603
    return tried.returncode and f"The browser cannot be driven: {tried.stderr.strip()}"


def pytest_runtest_setup(item):
    if item.get_closest_marker("browser") and browser_trouble():
        missing(item.config, browser_trouble())


@pytest.fixture(scope="session")
def chromium():
    """Where the system's Chromium is; only for tests marked `browser`."""
    return CHROMIUM


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, chromium):
    return browser_type_launch_args | {
        "executable_path": chromium,
        "args": QUIET.split(),
    }


@pytest.fixture(scope="session")
def nu_checker(pytestconfig):
    """The command of the Nu HTML checker, to which options and files are added.

    It is of 2020 and does not know today's CSS: leave its CSS messages out with
    `--filterpattern ".*CSS.*"`. VNU_JAR may name a newer one.
    """
    jar = Path(os.environ.get("VNU_JAR", "vnu.jar"))
    java = shutil.which("java")
    if not (java and jar.is_file()):
        missing(pytestconfig, f"There is no Java or no {jar}: set VNU_JAR.")
    return [java, "-jar", str(jar)]


@pytest.fixture(scope="session")
def sample_root(tmp_path_factory):
    """A starter folder whose tool `check` is the sample: all shapes, few words."""
    from tests.sample_tool import starter_with_sample

    return starter_with_sample(tmp_path_factory.mktemp("starter"))


@pytest.fixture(scope="module")
def sample_tool(sample_root, django_db_setup, django_db_blocker):
    """The starter content with the sample tool, loaded for a module."""
    from tests.loaded import loaded_from

    with loaded_from(sample_root, django_db_blocker):
        yield


@pytest.fixture(scope="module")
def starter(django_db_setup, django_db_blocker):
    """The starter content, loaded for a module."""
    from safety_site.starter.load import STARTER
    from tests.loaded import loaded_from

    with loaded_from(STARTER, django_db_blocker):
        yield
