from base64 import b64encode
from hashlib import sha256

from safety_site.delivery.headers import common_headers, content_security_policy


def test_a_policy_allows_only_the_texts_of_the_page() -> None:
    style, script = "p{color:é}", "go()"
    hashes = [
        b64encode(sha256(text.encode()).digest()).decode() for text in (style, script)
    ]

    assert content_security_policy([style], [script, script]) == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}';"
        f" script-src 'sha256-{hashes[1]}' 'sha256-{hashes[1]}'; connect-src 'self';"
        " img-src 'self' data:; media-src 'self'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    )


def test_a_page_without_script_allows_none() -> None:
    assert "script-src 'none';" in content_security_policy(["a{}"], [])


def test_every_answer_gives_nothing_away() -> None:
    headers = dict(common_headers())

    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["X-Content-Type-Options"] == "nosniff"
    for power in ("camera", "geolocation", "microphone"):
        assert f"{power}=()" in headers["Permissions-Policy"]
    for name in ("Opener", "Embedder", "Resource"):
        assert headers[f"Cross-Origin-{name}-Policy"]
    assert not {"Set-Cookie", "Last-Modified"} & set(headers)
