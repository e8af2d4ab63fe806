"""The page for when nothing else can be sent: no pack, a failure, an unreadable
request.

`last_resort.html` beside this file is the output of `last_resort()` for the records as
they stand, and is read from disk as it is: sending it needs neither database nor
template. It names no place of the site, because no page may be there to go to.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from safety_site.delivery.headers import Header, content_security_policy

FILE = Path(__file__).with_name("last_resort.html")

# The colours are those of the pages; exit stays in view, and the last line leaves it
# room.
STYLE = """
:root{color-scheme:light dark}
body{margin:0 auto;padding:0 1rem 6rem;max-width:38rem;background:#fbf7f0;color:#1d2230;
font:112.5%/1.5 system-ui,sans-serif}
a{color:#0b4a50}
h1{font-size:1.75rem;line-height:1.25;margin:2rem 0 1rem}
h2{font-size:1.2rem;margin:2rem 0 .5rem}
.exit{display:block;margin:0 -1rem;padding:1rem;min-height:1.5rem;background:#1d2230;
color:#fbf7f0;text-align:center;font-weight:bold}
.danger{border-radius:.8rem;padding:1rem;background:#f8e4df;color:#7a1f1a}
.danger a{color:inherit}
ul{margin:0;padding:0;list-style:none}
li{padding:.75rem 0;border-top:1px solid #ddd3c4}
li a{display:inline-block;padding:.6rem 0;font-weight:bold;font-size:1.2rem}
bdi{unicode-bidi:isolate}
@supports (position:fixed){.exit{position:fixed;left:0;right:0;bottom:0;margin:0}}
@media (prefers-color-scheme:dark){
body{background:#14171c;color:#efe9df}a{color:#9fdadd}
.exit{background:#efe9df;color:#14171c}.danger{background:#3b1f1c;color:#ffb9ab}
li{border-color:#3a3f49}}
@media print{body{background:#fff;color:#000;padding:0}.exit{display:none}
.danger{border:1px solid}a{color:inherit}}
"""

PAGE = """<!DOCTYPE html>
<html lang="en-GB" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Phone numbers - {site}</title>
<style>{style}</style>
</head>
<body>
<p><a class="exit" href="{exit}" rel="noreferrer">Leave this site quickly</a></p>
<main>
<p>Leaving hides this page. It stays in your phone's history.</p>
<p class="danger">In danger now? Call <strong>{emergency}</strong>,
whatever your visa says.</p>
<h1>This page cannot be shown now</h1>
<p>You can still call someone. Or try again in a few minutes.</p>
<h2>Who you can call</h2>
<ul>
{helplines}
</ul>
</main>
</body>
</html>
"""
LINE = "<li>{nation}: {name}<br>{number}{detail}</li>"


def last_resort(
    site_name: str,
    exit_href: str,
    emergency: Mapping[str, str],
    helplines: Iterable[Mapping[str, Any]],
) -> str:
    """The page as text. `emergency` and `helplines` are those of a page's context."""
    return PAGE.format(
        site=escape(site_name),
        style=STYLE,
        exit=escape(exit_href),
        emergency=number(emergency),
        helplines="\n".join(line(helpline) for helpline in helplines),
    )


def line(helpline: Mapping[str, Any]) -> str:
    detail = escape(helpline.get("detail") or "")
    return LINE.format(
        nation=escape(helpline["nation"]),
        name=escape(helpline["name"]),
        number=number(helpline["phone"]),
        detail=f"<br>{detail}" if detail else "",
    )


def number(phone: Mapping[str, str]) -> str:
    shown = escape(phone["shown"]).replace(" ", "&nbsp;")
    return f'<a href="tel:{escape(phone["tel"])}"><bdi dir="ltr">{shown}</bdi></a>'


def page_headers(html: str) -> list[Header]:
    """Headers special to this page, made from the text that is sent."""
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    return [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Language", "en-GB"),
        ("Content-Security-Policy", content_security_policy(styles, ())),
    ]
