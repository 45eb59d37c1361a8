"""The scope of an agency: nested, undone at the end, and no query at all on SQLite."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sakip.web import scope
from sakip.web.scope import NONE, SEMUA, instansi_scope


@pytest.mark.usefixtures("db")
def test_scopes_nest_and_the_outer_one_comes_back():
    with instansi_scope(7):
        assert scope._scope.get() == "7"
        with instansi_scope(None):
            assert scope._scope.get() == NONE
        assert scope._scope.get() == "7"
    assert scope._scope.get() == SEMUA, "the suite's own"


@pytest.mark.usefixtures("db")
def test_a_failure_leaves_no_scope_behind():
    with pytest.raises(ZeroDivisionError), instansi_scope(7):
        raise ZeroDivisionError
    assert scope._scope.get() == SEMUA


@pytest.mark.usefixtures("db")
def test_a_scope_costs_the_page_no_query():
    with (
        CaptureQueriesContext(
            connection,
        ) as queries,
        instansi_scope(7),
    ):
        pass
    assert len(queries) == 0
