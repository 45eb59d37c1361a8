"""A command that writes acts as a person, with the rights he has today."""

import argparse

import pytest

from sakip.organisasi.models import Peran
from sakip.shell.galat import GalatError
from sakip.shell.orang import acting_user, add_orang
from sakip.tests.builders import make_penugasan


def orang(instansi, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_orang(parser)
    return parser.parse_args(["--instansi", instansi.kode_wilayah, *words])


def test_rina_acts_under_her_cap_whatever_the_capitals_of_her_name(rina):
    with acting_user(orang(rina.instansi, "--sebagai", "RINA")) as user:
        assert (user.pk, user.cap.peran) == (rina.pk, Peran.BAGOR)


def test_one_of_several_roles_can_be_chosen(rina):
    make_penugasan(rina, Peran.BAPPEDA)
    with acting_user(orang(rina.instansi, "--sebagai", "rina", "--peran", "bappeda")) as user:
        assert user.cap.peran == Peran.BAPPEDA


TIDAK = "Rina tidak memakai peran"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["wati"], "Tidak ada pengguna aktif wati di Kabupaten Contoh."),
        (["sari"], "Tidak ada pengguna aktif sari di Kabupaten Contoh."),
        (["rina", "--peran", "admin"], f"{TIDAK} admin hari ini (yang ada: bagor)."),
        (
            ["rina", "--peran", "raja"],
            f"{TIDAK} raja hari ini (yang ada: bagor). Peran itu tidak dikenal.",
        ),
    ],
)
def test_who_cannot_act_is_told_why(words, sentence, rina, sari, wati):
    type(sari).objects.filter(pk=sari.pk).update(is_active=False)
    with pytest.raises(GalatError) as fault, acting_user(orang(rina.instansi, "--sebagai", *words)):
        pass
    assert str(fault.value.galat[0]) == sentence


def test_an_agency_nobody_knows_is_a_fault(rina):
    args = orang(rina.instansi, "--sebagai", "rina")
    args.instansi = "11.11"
    with pytest.raises(GalatError, match=r"11\.11 tidak ada"), acting_user(args):
        pass
