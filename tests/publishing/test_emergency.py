"""The page for the day when nothing else is left."""

from safety_site.delivery import last_resort
from safety_site.publishing import snapshot as snapshots
from safety_site.publishing.emergency import last_resort_page
from tests.publishing.conftest import DAY


def test_the_last_resort_page_is_made_from_the_records(starter: None, db: None) -> None:
    """If this fails, run `python3 run.py manage write_last_resort` and look at it."""
    expected = last_resort_page(snapshots.take(DAY))
    assert last_resort.FILE.read_text("utf-8") == expected
