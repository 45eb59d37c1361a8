"""One's own account: login and logout, cap, profile, password, e-mail address, sessions, codes."""

import time
from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sakip.organisasi import permissions
from sakip.organisasi.actions import akun as actions
from sakip.organisasi.codes import hash_kode
from sakip.organisasi.forms.akun import (
    AktivasiForm,
    BuktiForm,
    KataSandiForm,
    LupaForm,
    MasukForm,
    SurelForm,
)
from sakip.organisasi.login import load_pengguna, next_page, open_session
from sakip.organisasi.models import KodeAktivasi, Pengguna, Penugasan
from sakip.organisasi.sessions import SESI_CAP, SESI_HABIS, SESI_SEBELUMNYA, end_sesi, load_sesi
from sakip.organisasi.throttle import (
    SERING,
    Batas,
    TerlaluSeringError,
    give_back,
    login_limits,
    password_limits,
    remember_device,
    reset_limits,
    take_try,
)
from sakip.web.forms import Form
from sakip.web.http import Request
from sakip.web.render import render
from sakip.web.scope import instansi_scope

TIDAK_COCOK = (
    "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecilnya. "
    "Akun baru diaktifkan dahulu dengan kode aktivasi."
)
SANDI_SALAH = "Kata sandi ini tidak cocok dengan kata sandi Anda sekarang."
# The answer about a forgotten password takes this long, whether or not there is such an account.
LAMA_JAWABAN = 0.25


@login_not_required
@require_http_methods(["GET", "POST"])
def masuk(request: HttpRequest) -> HttpResponse:
    """The login; afterwards the page that was asked for."""
    after = next_page(request)
    if request.user.is_authenticated:
        return redirect(after)
    form = MasukForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits = login_limits(request, form.cleaned_data["username"])
        if _may_try(form, limits):
            pengguna = load_pengguna(request, **form.cleaned_data)
            if pengguna is not None:
                give_back(limits)
                open_session(request, pengguna, form.cleaned_data["password"])
                response = redirect(after)
                remember_device(response, pengguna.username)
                return response
            form.add_error(None, TIDAK_COCOK)
    habis = request.session.pop(SESI_HABIS, False)
    return _page(request, "organisasi/masuk.html", form, after=after, habis=habis)


@require_POST
def keluar(request: Request) -> HttpResponse:
    """The end of this session."""
    logout(request)
    messages.info(request, "Anda sudah keluar.")
    return redirect("akun:masuk")


@login_not_required
@require_http_methods(["GET", "POST"])
def aktivasi(request: HttpRequest) -> HttpResponse:
    """Set one's own password with a code.

    Afterwards the person signs in with it: only the login opens a session, and the new password is
    typed once more while it is still in mind.
    """
    form = AktivasiForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        limits = login_limits(request, form.cleaned_data["username"])
        if _may_try(form, limits) and _use_kode(form):
            give_back(limits)
            messages.success(request, "Kata sandi Anda tersimpan. Masuklah dengan kata sandi itu.")
            return redirect("akun:masuk")
    return _page(request, "organisasi/aktivasi.html", form)


def _use_kode(form: AktivasiForm) -> bool:
    typed = form.cleaned_data
    pengguna = _find(typed["username"])
    with instansi_scope(pengguna.instansi_id if pengguna else 0):
        rows = KodeAktivasi.objects.filter(hash=hash_kode(typed["kode"]), pengguna=pengguna)
        kode = rows.select_related("pengguna").first()
        decision = permissions.can_use_kode(kode)
        if kode is None or not decision:
            form.add_error(None, decision.reason)
            return False
        try:
            actions.update_kata_sandi_by_kode(kode, baru=typed["baru"], acting_user=kode.pengguna)
        except ValidationError as error:
            form.take_faults(error)
            return False
    return True


@login_not_required
@require_http_methods(["GET", "POST"])
def lupa(request: HttpRequest) -> HttpResponse:
    """Ask for a code by e-mail; the page says how to get one without."""
    form = LupaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        username = form.cleaned_data["username"]
        if _may_try(form, reset_limits(request, username)):
            ready = time.monotonic() + LAMA_JAWABAN
            _send_kode(username)
            time.sleep(max(0, ready - time.monotonic()))
            messages.info(
                request,
                "Bila akun itu aktif dan punya alamat surel, kode sudah dikirim ke sana. "
                "Kode berlaku satu jam.",
            )
            return redirect("akun:aktivasi")
    return _page(request, "organisasi/lupa.html", form)


def _send_kode(username: str) -> None:
    pengguna = _find(username)
    if pengguna is not None and permissions.can_receive_kode(pengguna):
        with instansi_scope(pengguna.instansi_id):
            actions.create_kode_surat(pengguna)


def _find(username: str) -> Pengguna | None:
    with instansi_scope(None):
        found: Pengguna | None = Pengguna.objects.filter(username__iexact=username).first()
    return found


@require_POST
def cap_update(request: Request, pk: int) -> HttpResponse:
    """Act under another of one's own assignments from now on."""
    mine = Penugasan.objects.filter(pengguna=request.user).in_force(request.user.instansi.hari_ini)
    request.session[SESI_CAP] = get_object_or_404(mine, pk=pk).pk
    request.session.cycle_key()
    return redirect("beranda")


@require_GET
def profil(request: Request) -> HttpResponse:
    """One's own name, assignments and open sessions."""
    user = request.user
    before = request.session.get(SESI_SEBELUMNYA)
    context = {
        "pengguna": user,
        "sebelumnya": datetime.fromtimestamp(before, UTC) if before else None,
        "penugasan": Penugasan.objects.filter(pengguna=user).for_list(),
        "sesi": load_sesi(user, request.session.session_key),
    }
    return render(request, "organisasi/profil.html", context)


@require_http_methods(["GET", "POST"])
def kata_sandi(request: Request) -> HttpResponse:
    """Change one's own password; every other session ends, this one gets a new key."""
    user = request.user
    form = KataSandiForm(request.POST or None, pengguna=user)
    if request.method == "POST" and form.is_valid() and _is_owner(request, form):
        actions.update_kata_sandi(
            user,
            baru=form.cleaned_data["baru"],
            sesi=request.session.session_key,
            acting_user=user,
        )
        update_session_auth_hash(request, user)
        messages.success(request, "Kata sandi Anda diganti. Sesi di tempat lain sudah diakhiri.")
        return redirect("akun:profil")
    return _page(request, "organisasi/kata_sandi.html", form)


@require_http_methods(["GET", "POST"])
def surel(request: Request) -> HttpResponse:
    """Change one's own e-mail address."""
    user = request.user
    initial = {"email": user.email}
    form = SurelForm(request.POST or None, initial=initial, revisi=user.revisi)
    if request.method == "POST" and form.is_valid() and _is_owner(request, form):
        typed = form.cleaned_data
        actions.update_surel(user, email=typed["email"], revisi=typed["revisi"], acting_user=user)
        messages.success(request, "Alamat surel Anda tersimpan.")
        return redirect("akun:profil")
    return _page(request, "organisasi/surel.html", form)


@require_http_methods(["GET", "POST"])
def sesi(request: Request) -> HttpResponse:
    """Where the account is open, and the end of all sessions but this one."""
    form = BuktiForm(request.POST or None)
    kunci = request.session.session_key
    if request.method == "POST" and form.is_valid() and _is_owner(request, form):
        jumlah = end_sesi(request.user, kecuali=kunci)
        messages.success(request, f"{jumlah} sesi lain diakhiri.")
        return redirect("akun:profil")
    return _page(request, "organisasi/sesi.html", form, sesi=load_sesi(request.user, kunci))


def _is_owner(request: Request, form: Form) -> bool:
    """The person at this session types his password once more; guessing is slowed down."""
    limits = password_limits(request.user.pk)
    if not _may_try(form, limits):
        return False
    if not request.user.check_password(form.cleaned_data["lama"]):
        form.add_error("lama", SANDI_SALAH)
        return False
    give_back(limits)
    return True


def _may_try(form: Form, limits: tuple[Batas, ...]) -> bool:
    try:
        take_try(limits)
    except TerlaluSeringError as error:
        form.add_error(None, error)
        return False
    return True


def _page(request: HttpRequest, template: str, form: Form, **context: object) -> HttpResponse:
    """The page of a form; 429 when it was sent too often."""
    status = 429 if form.is_bound and form.has_error("__all__", SERING) else 200
    return render(request, template, {"form": form, **context}, status=status)
