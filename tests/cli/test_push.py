"""`kg push` where there is nothing to push to; tests/push has the rest."""

import pathlib

from tests.cli.conftest import Kg


def test_push_tells_where_it_failed_to_go(kg: Kg, built: pathlib.Path):
    done = kg("push", "http://127.0.0.1:1/update", "-g", built)
    other = kg("push", "ftp://example.org/", "-g", built)

    assert (done.code, other.code) == (1, 1)
    assert "can't be reached" in done.err
    assert "begins with http:// or https://" in other.err
