import io
import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.checks import Error, Warning
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils.translation import gettext, override

from safety_site.languages import catalogues, checks
from safety_site.languages.catalogues import CatalogueError, compile_catalogues
from safety_site.languages.registry import SUPERSET, language

HEADER = """msgid ""
msgstr ""
"Language: {name}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: {plural}\\n"

"""


def write_source(
    folder: Path, text: str, code: str = "en", header: str = HEADER
) -> Path:
    known = language(code)
    path = folder / known.locale_dir / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    start = header.format(name=known.locale_dir, plural=known.plural_forms)
    path.write_text(start + text, encoding="utf-8")
    return path


@pytest.mark.parametrize("code", SUPERSET)
def test_the_headers_of_every_source_are_those_of_the_registry(code: str) -> None:
    compiled = catalogues.catalogue_path(Path(settings.LOCALE_PATHS[0]), code)
    metadata = polib.pofile(str(compiled.with_suffix(".po"))).metadata
    assert metadata["Language"] == language(code).locale_dir
    assert metadata["Plural-Forms"] == language(code).plural_forms
    assert metadata["Content-Type"] == "text/plain; charset=UTF-8"


def test_compiling_again_writes_nothing(tmp_path: Path) -> None:
    source = write_source(tmp_path, 'msgid "Stop"\nmsgstr "Halt"\n')
    target = source.with_suffix(".mo")
    assert compile_catalogues(tmp_path) == [target]
    before = target.stat().st_mtime_ns
    assert compile_catalogues(tmp_path) == []
    assert target.stat().st_mtime_ns == before


def test_a_changed_source_is_compiled_whatever_the_clock_says(tmp_path: Path) -> None:
    source = write_source(tmp_path, 'msgid "Stop"\nmsgstr "Halt"\n')
    target = source.with_suffix(".mo")
    compile_catalogues(tmp_path)
    write_source(tmp_path, 'msgid "Stop"\nmsgstr "Wait"\n')
    os.utime(source, (0, 0))
    assert compile_catalogues(tmp_path) == [target]
    assert b"Wait" in target.read_bytes()
    assert [path.name for path in target.parent.iterdir() if path.suffix != ".po"] == [
        "django.mo"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "One"\nmsgstr "1"\nmgsid "Two"\n', 9),
        ('msgid "One"\nmsgstr "1" "2"\n', 8),
        ('msgid "One"\nmsgstr "1"\n\nmsgid "One"\nmsgstr "2"\n', 10),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', 7),
    ],
    ids=["unknown word", "loose quote", "said twice", "missing plural"],
)
def test_a_broken_source_is_named_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    source = write_source(tmp_path, text)
    with pytest.raises(CatalogueError) as raised:
        compile_catalogues(tmp_path)
    assert str(source) in str(raised.value)
    assert f"line {line}" in str(raised.value)
    assert not source.with_suffix(".mo").exists()


def test_a_source_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    source = write_source(tmp_path, "")
    source.write_bytes(source.read_bytes() + b'msgid "One"\nmsgstr "\xe9"\n')
    with pytest.raises(CatalogueError, match="line 8: not saved as UTF-8"):
        compile_catalogues(tmp_path)


def test_a_source_without_a_usable_header_is_refused(tmp_path: Path) -> None:
    write_source(tmp_path, 'msgid "One"\nmsgstr "1"\n', header="")
    with pytest.raises(CatalogueError, match="charset=UTF-8"):
        compile_catalogues(tmp_path)
    write_source(
        tmp_path, "", header=HEADER.replace("{plural}", "nplurals=2; plural=n(")
    )
    with pytest.raises(CatalogueError, match="Plural-Forms"):
        compile_catalogues(tmp_path)


def test_a_broken_source_leaves_the_old_compiled_file(tmp_path: Path) -> None:
    source = write_source(tmp_path, 'msgid "Stop"\nmsgstr "Halt"\n')
    compile_catalogues(tmp_path)
    write_source(tmp_path, "mgsid\n")
    with pytest.raises(CatalogueError):
        compile_catalogues(tmp_path)
    assert b"Halt" in source.with_suffix(".mo").read_bytes()


def test_every_language_reads_its_own_catalogue(tmp_path: Path) -> None:
    for code in SUPERSET:
        write_source(tmp_path, f'msgid "Which?"\nmsgstr "this is {code}"\n', code)
    compile_catalogues(tmp_path)
    with override_settings(LOCALE_PATHS=[str(tmp_path)]):
        for code in SUPERSET:
            with override(code):
                assert gettext("Which?") == f"this is {code}"


def test_missing_catalogues_are_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    for code in SUPERSET:
        write_source(tmp_path, "", code)
    compile_catalogues(tmp_path)
    with override_settings(LOCALE_PATHS=[tmp_path]):
        assert checks.catalogues_are_compiled(None) == []
        catalogues.catalogue_path(tmp_path, "fa-af").unlink()
        found = checks.catalogues_are_compiled(None)
    assert [type(message) for message in found] == [Error]
    assert "fa_AF" in found[0].msg
    assert "compile_catalogues" in str(found[0].hint)


def test_old_words_are_a_warning(tmp_path: Path) -> None:
    for code in SUPERSET:
        write_source(tmp_path, "", code)
    compile_catalogues(tmp_path)
    write_source(tmp_path, 'msgid "Stop"\nmsgstr "Halt"\n', "ur")
    with override_settings(LOCALE_PATHS=[tmp_path]):
        found = checks.catalogues_are_compiled(None)
    assert [type(message) for message in found] == [Warning]
    assert found[0].msg.endswith(": ur.")


def test_the_command_compiles_and_tells_how_many(tmp_path: Path) -> None:
    write_source(tmp_path, "")
    out = io.StringIO()
    with override_settings(LOCALE_PATHS=[tmp_path]):
        call_command("compile_catalogues", stdout=out)
        assert f"compiled in {tmp_path}: 1." in out.getvalue()
        write_source(tmp_path, "mgsid\n")
        with pytest.raises(CommandError, match="line 7"):
            call_command("compile_catalogues")


def test_it_runs_before_django_is_set_up(tmp_path: Path) -> None:
    source = write_source(tmp_path, "")
    module = "safety_site.languages.catalogues"
    root = Path(__file__).parents[2]
    environment = {k: v for k, v in os.environ.items() if "DJANGO" not in k}
    command = [sys.executable, "-m", module, str(tmp_path)]
    done = subprocess.run(  # noqa: S603 - our own module
        command, cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    assert f"compiled in {tmp_path}: 1." in done.stdout
    assert source.with_suffix(".mo").is_file()
    write_source(tmp_path, "mgsid\n")
    failed = subprocess.run(  # noqa: S603 - our own module
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert failed.returncode == 1
    assert "line 7" in failed.stderr
    assert "Traceback" not in failed.stderr
