#!/usr/bin/env python3
"""Makes the environment, then serves the site, tests it, or runs one of its commands.

Needs only Python 3.11 (no pip, ensurepip, make, compiler); 3.6 can read its refusal.
"""

import argparse
import configparser
import contextlib
import errno
import fcntl
import hashlib
import html.parser
import http.client
import os
import secrets
import shutil
import signal
import socket
import ssl
import sys
import tempfile
import threading
import time
import venv
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, CalledProcessError, Popen
from urllib import parse, request

NEEDED = (3, 11)
if sys.version_info[:2] < NEEDED:
    sys.exit(
        "run.py: this is Python {}.{}, and the site needs {}.{} or newer. Nothing was "
        "changed. Install one: python3.11 run.py".format(*sys.version_info[:2], *NEEDED)
    )

ROOT = Path(__file__).resolve().parent
CATALOGUES = "-m safety_site.languages.catalogues"
COMMANDS = {
    "test": "tests",
    "bench": "bench",
    "manage": "",
    "staff": "enrol",
    "leaflets": "make_leaflets",
}
# Packages of their own: the site must not come to live on them.
APART = {"test": "-test", "leaflets": "-pdf"}
PUBLIC_INDEX = "https://pypi.org/simple"
PIP = "pip-26.2.1-py3-none-any.whl"
FULL = (errno.ENOSPC, errno.EDQUOT)
PIP_DIGEST = "71138adf1f4ca900cdb7d289c21b7494329f2332b6d85f0e1c42108c0384ed3e"
MEGABYTES_NEEDED = {"env": 200, "env-test": 600, "env-pdf": 300}
SCREEN = """
The site is at  http://{}/
It is kept in   {}  (database, pages, environment)
It took         {:.1f} seconds to start. Every hour, dates are looked at again.
Ctrl-C stops it. Editors: python3 run.py staff. More: python3 run.py --help
"""
COMMANDS_HELP = """commands:
  test [pytest arguments]   all checks and tests; with arguments, pytest alone
  manage COMMAND …          a command of the site; `manage help` lists them
  staff [NAME]              makes the first administrator, or a new password and phone
  leaflets                  draws the PDFs that pages lack (needs PUBLIC_ORIGIN)
  bench                     measures the server"""
OTHER = "or choose another folder with --data FOLDER."
LAST = "The pages published last are served. Mend it, then start again."
NETWORK = "Nothing half made stays. Check the network or pip's settings; start again."


def say(text):  # not to standard output, which is the command's (`manage … > file`)
    print(text, file=sys.stderr, flush=True)


def stop(sentence):
    """Ends with status 1 and says what happened, what was kept and what to do next."""
    raise SystemExit(f"run.py: {sentence}")


def pip_settings(environ):
    """pip's own options: its files, for all users first, then its variables."""
    named = environ.get("PIP_CONFIG_FILE", "")
    home = Path(environ.get("HOME") or Path.home())
    files = [Path("/etc/xdg/pip/pip.conf"), Path("/etc/pip.conf")]
    if not (named and Path(named).exists()):  # it stands in for the user's own
        own = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
        files += [home / ".pip/pip.conf", own / "pip/pip.conf"]
    parser = configparser.RawConfigParser()
    try:
        parser.read([] if named == os.devnull else [*files, named])
    except (configparser.Error, UnicodeDecodeError) as error:
        stop(f"pip's configuration cannot be read ({error}). Correct that file.")
    sections = [name for name in ("global", "install") if name in parser]
    pairs = [pair for name in sections for pair in parser[name].items()]
    pairs += [(n[4:], value) for n, value in environ.items() if n.startswith("PIP_")]
    return {n.lower().replace("_", "-"): v.strip() for n, v in pairs if v.strip()}


def places(project, settings):
    """Where pip would look for a project: folders and pages of links, then indexes."""
    yield from settings.get("find-links", "").split()
    if settings.get("no-index", "").lower() not in ("1", "true", "yes", "on"):
        indexes = [settings.get("index-url", PUBLIC_INDEX)]
        for index in indexes + settings.get("extra-index-url", "").split():
            yield f"{index.rstrip('/')}/{project}/"


def opener(settings):
    authority = settings.get("cert") or os.environ.get("REQUESTS_CA_BUNDLE")
    kind = "capath" if authority and Path(authority).is_dir() else "cafile"
    context = ssl.create_default_context(**{kind: authority})
    known = ssl.get_default_verify_paths()
    if not (authority or known.cafile or (known.capath and os.listdir(known.capath))):
        # A bare machine may know none. What is fetched is compared with its digest, so
        # a forged answer is refused all the same, and `read` sends no password.
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    opened = request.build_opener(request.HTTPSHandler(context=context))
    opened.verifies = context.verify_mode != ssl.CERT_NONE
    opened.passwords = request.HTTPPasswordMgrWithPriorAuth()
    opened.add_handler(request.HTTPBasicAuthHandler(opened.passwords))
    return opened


def read(address, opened):
    """(the address after redirections, the bytes)"""
    parts = parse.urlsplit(address)
    login, _, host = parts.netloc.rpartition("@")
    address = parts._replace(netloc=host).geturl()
    if login:
        if parts.scheme == "https" and not opened.verifies:
            raise ValueError("no certificates are known, so no password is sent")
        user, _, password = map(parse.unquote, login.partition(":"))
        site = parse.urljoin(address, "/")
        opened.passwords.add_password(None, site, user, password, True)
    with opened.open(address, timeout=30) as response:
        return response.url, response.read()


def links(place, opened):
    if "://" not in place:
        place = Path(place).expanduser().resolve().as_uri()
    if place.startswith("file:"):
        path = Path(request.url2pathname(parse.urlsplit(place).path))
        if path.is_dir() and not (path / "index.html").exists():
            return [entry.as_uri() for entry in path.iterdir()]
        place = (path / "index.html" if path.is_dir() else path).as_uri()
        if not place.endswith(".html"):
            return [place]
    page, content = read(place, opened)
    parser, found = html.parser.HTMLParser(), []
    parser.handle_starttag = lambda _, named: found.append(dict(named).get("href"))
    parser.feed(content.decode("utf-8", "replace"))
    return [parse.urljoin(page, link) for link in found if link]


def fetch(name, digest, settings):
    """The file of this name and SHA-256, from the first place that offers it."""
    troubles = []
    for place in places(name.split("-")[0], settings):
        try:
            opened = opener(settings)
            for link in links(place, opened):
                if parse.unquote(parse.urlsplit(link).path).rpartition("/")[2] == name:
                    content = read(link, opened)[1]
                    if hashlib.sha256(content).hexdigest() == digest:
                        return content
                    troubles.append("a file with another digest was refused")
        except (OSError, ValueError, http.client.HTTPException) as error:
            troubles.append(str(getattr(error, "reason", error)))
    why = "; ".join(troubles) or "no index offers it"
    return stop(f"{name} could not be fetched ({why}). {NETWORK}")


@contextlib.contextmanager
def held(path):
    """Holds a lock file during the block; the system frees it if the program dies."""
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            used = f"another run.py is using {path.parent}"
            stop(f"{used}. Nothing was changed. Wait for its end, {OTHER}")
        yield


@contextlib.contextmanager
def data_folder(data):
    """Makes the folder; a new one goes again if the block fails and kept nothing."""
    new = not data.exists()
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=data).close()
    except OSError as error:
        if error.errno in FULL:
            raise
        why = f"the data folder {data} cannot be written ({error.strerror})"
        stop(f"{why}. Nothing was changed. Give it to this user, {OTHER}")
    try:
        yield
    except BaseException:
        if new and all(entry.name.startswith("lock") for entry in data.iterdir()):
            shutil.rmtree(data, ignore_errors=True)
        raise


@contextlib.contextmanager
def started(command, environ, **options):
    """A child, out of Ctrl-C's reach. It is stopped if the block fails."""
    options.update(cwd=ROOT, stdin=DEVNULL, start_new_session=True)
    with Popen(command, env=environ, **options) as child:  # noqa: S603
        try:
            yield child
        except BaseException:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGTERM)  # its own children too
            child.wait()
            raise


def environment(data, name, requirements, lock):
    """The environment's Python; made anew where its stamp is missing or another.

    The stamp is written last: an environment without one is half made. `lock` is held
    meanwhile, since nobody may be running from the environment that is replaced.
    """
    folder, requirements = data / name, ROOT / requirements
    python, stamp = folder / "bin/python", folder / "stamp"
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    words = f"{digest} {PIP} {sys.version} {sys.executable} {folder}"
    if python.exists() and stamp.is_file() and stamp.read_text() == words:
        return python
    with lock:
        say(f"Making the environment in {folder}")
        shutil.rmtree(folder, ignore_errors=True)
        if shutil.disk_usage(data).free < MEGABYTES_NEEDED[name] * 2**20:
            raise OSError(errno.ENOSPC, f"{MEGABYTES_NEEDED[name]} MB are needed")
        try:
            venv.create(folder, symlinks=True)
            wheel = folder / PIP
            wheel.write_bytes(fetch(PIP, PIP_DIGEST, pip_settings(os.environ)))
            install(python, wheel, requirements)
            wheel.unlink()
            stamp.write_text(words)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    return python


def install(python, wheel, requirements):
    options = "--require-hashes --only-binary :all: --progress-bar off --requirement"
    command = [python, wheel / "pip", "install", *options.split(), requirements]
    quiet = {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environ = {"PIP_RETRIES": "2", **os.environ, **quiet}
    if not os.access(Path.home(), os.W_OK):
        environ["PIP_NO_CACHE_DIR"] = "1"
    lines, count = [], 0
    with started(command, environ, stdout=PIPE, stderr=STDOUT, text=True) as pip:
        for line in pip.stdout:
            lines.append(line.strip())
            if line.startswith(("Collecting ", "Processing ")):
                count += 1
                say(f"  {count:3} {line.split()[1].rpartition('/')[2]}")
    if pip.returncode:
        if "No space left" in " ".join(lines):
            raise OSError(errno.ENOSPC, "while packages were installed")
        marks = ("Could not fetch", "connection broken", "ERROR: ", "")  # cause first
        why = next((line for mark in marks for line in lines if mark in line), "")
        stop(f"the packages could not be installed ({why}). {NETWORK}")


def check_port(host, port):
    try:
        if port == 0:
            raise OverflowError("it means any port")
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(*found[:3]) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((found[4][0], port))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", error)
        why = f"port {port} of {host} cannot be taken ({reason}). Nothing was changed"
        stop(f"{why}. Stop the program that uses it, or choose another with --port.")


def secret_key(data):
    if not (data / "secret-key").is_file():
        descriptor, name = tempfile.mkstemp(dir=data)  # readable by its owner only
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        os.replace(name, data / "secret-key")


def call(python, words, environ, **options):
    with started([python, *words.split()], environ, **options) as child:
        if child.wait():
            raise CalledProcessError(child.returncode, words)


def prepare(python, environ, data):
    """A first one that fails leaves nothing. Published pages outlive their database."""
    before = set(data.glob("site.*"))
    try:
        call(python, "manage.py prepare", environ)
    except BaseException as error:
        if data / "site.sqlite3" not in before:
            for left in set(data.glob("site.*")) - before:
                left.unlink()
        if data / "site.pack" not in before or type(error) is not CalledProcessError:
            raise
        say(f"run.py: `{error.cmd}` failed: see above. {LAST}")


def serve(options):
    began, data, host, port = time.monotonic(), options.data, options.host, options.port
    check_port(host, port)
    with data_folder(data), held(data / "lock"):
        python = environment(data, "env", "requirements.txt", contextlib.nullcontext())
        secret_key(data)
        environ = {**os.environ, "DATA_DIR": str(data), "HOST": host, "PORT": str(port)}
        call(python, CATALOGUES, environ, stdout=DEVNULL)
        prepare(python, environ, data)
        check_port(host, port)
        command = "-m gunicorn -c gunicorn.conf.py safety_site.wsgi:application"
        with started([python, *command.split()], environ) as server:
            on_signals(lambda *_: server.terminate())
            signal.signal(signal.SIGINT, lambda *_: server.send_signal(signal.SIGINT))
            threading.Thread(target=tick, args=(python, environ), daemon=True).start()
            greet(server, host, port, data, began)
            status = server.wait()
    return status if status >= 0 else 128 - status


def on_signals(action):
    """For being stopped and for a closed terminal, except under `nohup`."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, action)


def greet(server, host, port, data, began):
    at = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    while server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((host, port), 1):
            return say(SCREEN.format(at, data, time.monotonic() - began))
        time.sleep(0.05)


def tick(python, environ):
    """The notices that a date brings: the command knows which day it is in the UK."""
    while True:
        time.sleep(3600)
        try:
            call(python, "manage.py tick", environ, stdout=DEVNULL)
        except (OSError, CalledProcessError) as error:
            say(f"Dates could not be looked at ({error}); tried again in an hour.")


def in_environment(options):
    """This process becomes the command."""
    end = APART.get(options.command, "")
    with data_folder(options.data):
        lock = held(options.data / f"lock{end}")
        python = environment(options.data, f"env{end}", f"requirements{end}.txt", lock)
    call(python, CATALOGUES, os.environ, stdout=DEVNULL)
    words = [str(python), str(ROOT / "manage.py"), *COMMANDS[options.command].split()]
    if options.command in ("test", "bench"):
        os.chdir(ROOT)
        words[1] = "-m"
    environ = {**os.environ, "DATA_DIR": str(options.data)}
    os.execve(python, words + options.rest, environ)  # noqa: S606


def arguments(words):
    parser = argparse.ArgumentParser(
        usage="python3 run.py [options] [test … | manage … | staff | leaflets | bench]",
        description="Prepares the site and serves it. More: docs/operators.md.",
        epilog=COMMANDS_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    kept = {name: value.strip() for name, value in os.environ.items()}.get
    parser.add_argument("--port", type=int, default=kept("PORT") or "8000")
    parser.add_argument("--host", default=kept("HOST") or "127.0.0.1")
    parser.add_argument("--data", type=Path, default=kept("DATA_DIR") or ROOT / "var")
    at = next((i for i, word in enumerate(words) if word in COMMANDS), len(words))
    options = parser.parse_args(words[:at])
    options.data = options.data.expanduser().resolve()
    options.command, options.rest = "".join(words[at : at + 1]), words[at + 1 :]
    return options


def main(words):
    options = arguments(words)
    on_signals(lambda *_: sys.exit(143))
    try:
        return (in_environment if options.command else serve)(options)
    except KeyboardInterrupt:
        return 130
    except CalledProcessError as error:
        stop(f"`{error.cmd}` failed: see above. What was there before was kept.")
    except OSError as error:
        if error.errno not in FULL:
            raise
        why = f"the disk of {options.data} is full. What was there before was kept"
        stop(f"{why}. Make room, {OTHER}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
