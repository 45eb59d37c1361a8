"""`sakip demo` on a database that is in use already."""

import argparse
import io

import pytest

from sakip.organisasi.models import Instansi
from sakip.shell import demo
from sakip.shell.galat import GalatError


def test_an_admin_cannot_pour_the_demo_over_his_own_agency(kabupaten):
    with pytest.raises(GalatError) as refused:
        demo.run(argparse.Namespace(), io.StringIO(), io.StringIO())
    assert "sudah berisi instansi" in str(refused.value.galat[0])
    assert list(Instansi.objects.all()) == [kabupaten]
