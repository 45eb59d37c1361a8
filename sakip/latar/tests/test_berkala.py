"""Periodic work and the outbox: once per interval, and no letter is lost or written twice."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import OperationalError

from sakip.latar import queue
from sakip.latar.actions import create_surat
from sakip.latar.mail import send_surat
from sakip.latar.models import Surat
from sakip.latar.registry import Periodic
from sakip.latar.worker import Worker
from sakip.web.clock import now

TUGAS = Periodic("uji.detak", lambda: None, timedelta(minutes=5))


def tulis(kabupaten, **fields):
    isi = {
        "kunci": "tenggat/2026/tw4/05",
        "kepada": "sari@contoh.go.id",
        "judul": "Tenggat",
        "isi": "Isi.",
    }
    create_surat(instansi_id=kabupaten.pk, **isi | fields)


def test_of_two_workers_one_runs_what_is_due_and_the_next_run_is_an_interval_later(db):
    moment = now()
    assert queue.claim_detak(TUGAS, moment)
    assert not queue.claim_detak(TUGAS, moment)
    assert not queue.claim_detak(TUGAS, moment + timedelta(minutes=4))
    assert queue.claim_detak(TUGAS, moment + timedelta(minutes=5))


def test_a_locked_database_is_waited_for(monkeypatch):
    def locked(sewa):
        raise OperationalError("database is locked")

    monkeypatch.setattr(queue, "claim", locked)
    assert Worker(queue.SEWA, 0).run_next() is False


def test_a_letter_goes_out_once(kabupaten):
    tulis(kabupaten, judul="Tenggat\r\nBcc: semua@contoh.go.id")
    tulis(kabupaten)
    send_surat()
    send_surat()
    [message] = mail.outbox
    assert message.to == ["sari@contoh.go.id"]
    assert message.subject == "Tenggat Bcc: semua@contoh.go.id"
    assert Surat.objects.get().status == Surat.Status.TERKIRIM


def test_a_letter_sent_twice_by_a_killed_sender_is_known_as_one(kabupaten):
    tulis(kabupaten)
    send_surat()
    Surat.objects.update(status=Surat.Status.MENUNGGU, kirim_sejak=now(), percobaan=0)
    send_surat()
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_a_letter_the_server_refuses_waits_longer_each_time_and_ends_with_words(
    kabupaten, monkeypatch, time_machine
):
    def refuse(self, fail_silently=False):
        raise SMTPException("550")

    monkeypatch.setattr(EmailMessage, "send", refuse)
    time_machine.move_to(now(), tick=False)
    tulis(kabupaten)
    send_surat()
    send_surat()
    assert Surat.objects.get().percobaan == 1
    for n in range(1, 8):
        time_machine.shift(timedelta(minutes=2**n))
        send_surat()
    surat = Surat.objects.get()
    assert (surat.status, surat.percobaan) == (Surat.Status.GAGAL, 8)
    assert surat.galat == "Server surel tidak menerima surat ini."


@pytest.mark.parametrize("first", ["a", "b"])
def test_one_refused_letter_does_not_hold_up_the_others(kabupaten, monkeypatch, first):
    real = EmailMessage.send

    def send(self, fail_silently=False):
        if self.to == [f"{first}@contoh.go.id"]:
            raise SMTPException("550")
        return real(self, fail_silently)

    monkeypatch.setattr(EmailMessage, "send", send)
    for nama in "ab":
        tulis(kabupaten, kunci=nama, kepada=f"{nama}@contoh.go.id")
    send_surat()
    assert len(mail.outbox) == 1
