"""A page carries the rules that it uses, and misses none."""

from __future__ import annotations

import re

import pytest

from safety_site.publishing.inline import style

pytestmark = pytest.mark.browser

# Every selector of a style, and whether it matches something now or while in use.
SELECTORS = """style => {
  const made = document.createElement('style'), found = [];
  made.textContent = style;
  document.head.append(made);
  const look = rules => { for (const rule of rules) {
    if (rule.cssRules && rule.cssRules.length) look(rule.cssRules);
    if (rule.selectorText) found.push(...rule.selectorText.split(','));
  } };
  look(made.sheet.cssRules);
  made.remove();
  return found.map(each => each.trim());
}"""
MATCHES = "all => all.filter(each => document.querySelector(each) !== null)"
# What a reader does to a page: none of it is there when the page is read.
IN_USE = re.compile(r":(focus-visible|focus|checked|after|before)|::[\w-]+")


def test_no_rule_is_left_out_that_matches_something(
    browser, served: str, shaped: dict[str, str]
) -> None:
    page = browser.new_context(bypass_csp=True).new_page()
    page.goto(f"{served}/en/")
    every = set(page.evaluate(SELECTORS, style()))
    assert len(every) > 100
    missed = {}
    for path in sorted(p for p in shaped if p.startswith("/")):
        page.goto(served + path)
        own = shaped[path].partition("<style>")[2].partition("</style>")[0]
        left_out = every - set(page.evaluate(SELECTORS, own))
        assert left_out
        bare = [IN_USE.sub("", e).replace(":not()", "") or "*" for e in left_out]
        matching = page.evaluate(MATCHES, sorted(bare))
        if matching:
            missed[path] = matching
    assert missed == {}
