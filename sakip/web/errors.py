"""The pages for what did not work: each says what happened, why, and what to do next."""

import logging
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.http import url_has_allowed_host_and_scheme

from sakip.rules.decision import JamMundur, Konflik, RuleError
from sakip.web.render import render

logger = logging.getLogger(__name__)

TIDAK_BERHAK = "Anda tidak berhak membuka halaman ini."


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(
        request, 400, "Permintaan tidak dapat dibaca", "Muat ulang halaman, lalu coba lagi."
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, 403, "Belum dapat dilakukan", str(exception or "") or TIDAK_BERHAK)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    why = "Alamatnya mungkin salah ketik, atau data ini di luar lingkup tugas Anda."
    return _page(request, 404, "Halaman tidak ditemukan", why)


def not_allowed(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    why = "Alamat ini hanya dipakai tombol di suatu halaman. Buka halamannya dari menu."
    page = _page(request, 405, "Halaman tidak dapat dibuka begitu saja", why)
    page["Allow"] = refused["Allow"]
    return page


def server_error(request: HttpRequest) -> HttpResponse:
    why = "Perubahan terakhir mungkin belum tersimpan. Coba lagi; bila berulang, beri tahu admin."
    return _page(request, 500, "Ada gangguan di server", why)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    why = (
        "Halaman ini sudah terlalu lama terbuka, atau Anda masuk lagi di tab lain. Kembali ke halaman "
        "tadi, lalu kirim lagi."
    )
    title = "Kiriman tidak dapat dipastikan asalnya"
    return _page(request, 403, title, why, _page_before(request, ""))


def rule_error(request: HttpRequest, exception: RuleError) -> HttpResponse:
    return _page(request, 422, "Belum dapat disimpan", str(exception), _page_before(request, ""))


def clock_behind(request: HttpRequest, exception: JamMundur) -> HttpResponse:
    return _page(request, 503, "Jam mundur", str(exception), _page_before(request, ""))


def crossed(request: HttpRequest, exception: Exception) -> HttpResponse:
    why = (
        "Orang lain sedang menyimpan data yang sama, jadi perubahan Anda tidak disimpan. Kembali ke "
        "halaman sebelumnya, lalu simpan lagi."
    )
    logger.warning("%s: %s", request.path, exception)
    return _page(request, 503, "Belum dapat disimpan", why, _page_before(request, ""))


def given_up(request: HttpRequest, exception: Exception) -> HttpResponse:
    why = (
        "Basis data tidak selesai pada waktunya, jadi permintaan ini dihentikan dan tidak ada yang "
        "disimpan. Coba lagi sebentar lagi. Bila berulang, persempit dengan saringan yang ada di "
        "halaman itu, atau beri tahu admin."
    )
    logger.warning("%s: %s", request.path, exception)
    return _page(request, 503, "Terlalu lama", why, _page_before(request, ""))


def conflict(request: HttpRequest, exception: Konflik) -> HttpResponse:
    context = {"konflik": exception, "kembali": _page_before(request, request.get_full_path())}
    return render(request, "konflik.html", context, status=409)


def _page_before(request: HttpRequest, unknown: str) -> str:
    """The page the form stood on: an address that only takes POST cannot be opened again."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return unknown
    return urlunsplit(("", "", *urlsplit(before)[2:4], ""))


def _page(
    request: HttpRequest, status: int, judul: str, pesan: str, kembali: str = ""
) -> HttpResponse:
    context = {"status": status, "judul": judul, "pesan": pesan, "kembali": kembali}
    return render(request, "galat.html", context, status=status)
