"""People who sign in, and the single-use codes with which they set their own password."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from sakip.organisasi.models.instansi import Instansi

if TYPE_CHECKING:
    from sakip.organisasi.models.penugasan import Cap


class PenggunaQuerySet(models.QuerySet["Pengguna"]):
    def visible_to(self, user: "Pengguna") -> Self:
        """People of the same agency; who may change them is asked of `permissions`."""
        return self.filter(instansi_id=user.instansi_id)

    def in_keadaan(self, keadaan: str) -> Self:
        """Those whose account is `aktif`, `belum_aktivasi` or `nonaktif` (see `Pengguna.keadaan`)."""
        waiting = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        match keadaan:
            case "aktif":
                return self.filter(~waiting, is_active=True)
            case "belum_aktivasi":
                return self.filter(waiting, is_active=True)
        return self.filter(is_active=False)

    def for_list(self) -> Self:
        return self.order_by("nama", "pk")


class PenggunaManager(BaseUserManager["Pengguna"].from_queryset(PenggunaQuerySet)):  # type: ignore[misc]
    """Finds a person by the name typed at the login, whatever its capitals; his agency comes along."""

    def get_queryset(self) -> PenggunaQuerySet:
        return PenggunaQuerySet(self.model, using=self._db).select_related("instansi")

    def get_by_natural_key(self, username: str | None) -> "Pengguna":
        return self.get(username__iexact=username)  # type: ignore[no-any-return]


class Pengguna(AbstractBaseUser):
    """A person of one agency. There is no superuser: what he may do follows from his Penugasan."""

    JEJAK_LUAR = ("last_login",)
    JEJAK_PRIBADI = ("username", "nama", "nip", "pangkat", "email", "password")

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="pengguna_set")
    username = models.CharField(
        "nama pengguna",
        max_length=60,
        unique=True,
        error_messages={"unique": "Nama pengguna ini sudah dipakai."},
    )
    nama = models.CharField("nama", max_length=150)
    nip = models.CharField("NIP", max_length=18, blank=True)
    pangkat = models.CharField("pangkat", max_length=60, blank=True)
    email = models.EmailField("surel", blank=True)
    is_active = models.BooleanField("aktif", default=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = PenggunaManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    # Set by the middleware (or a command) for the time of one request: the active assignment and all.
    cap: "Cap | None" = None
    caps: "tuple[Cap, ...]" = ()

    class Meta:
        verbose_name = "pengguna"
        constraints = [
            models.UniqueConstraint(
                Upper("username"),
                name="pengguna_username_unik",
                violation_error_code="username",
                violation_error_message="Nama pengguna ini sudah dipakai.",
            )
        ]

    @property
    def pilihan(self) -> str:
        """How a list of choices names the person."""
        return self.nama

    def __str__(self) -> str:
        return self.nama

    @property
    def keadaan(self) -> str:
        """`nonaktif` (closed), `belum_aktivasi` (no password yet) or `aktif`."""
        if not self.is_active:
            return "nonaktif"
        return "aktif" if self.has_usable_password() else "belum_aktivasi"

    def check_password(self, raw_password: str | None) -> bool:
        """Only compares. A stronger hash is written by the login's own action, so it leaves a trace."""
        return check_password(raw_password, self.password)


class KodeAktivasiQuerySet(models.QuerySet["KodeAktivasi"]):
    def usable(self, moment: datetime) -> Self:
        """Neither used, nor expired, nor replaced by a newer one (which ends it at that moment)."""
        return self.filter(dipakai_pada__isnull=True, kedaluwarsa__gt=moment)


class KodeAktivasi(models.Model):
    """A single-use code, valid 72 hours, with which a person sets a password nobody else knows.

    Only the hash is kept (ASVS 5.0: 6.4.1, 6.4.6, 11.5.1).
    """

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="+")
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="kode_set")
    hash = models.CharField("hash kode", max_length=64, unique=True)
    kedaluwarsa = models.DateTimeField("kedaluwarsa")
    dipakai_pada = models.DateTimeField("dipakai pada", null=True, blank=True)
    revisi = models.PositiveIntegerField(default=0)

    objects = KodeAktivasiQuerySet.as_manager()

    class Meta:
        verbose_name = "kode aktivasi"

    def __str__(self) -> str:
        return f"Kode untuk {self.pengguna_id}"
