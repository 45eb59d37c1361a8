"""Headers of every answer, and the page a refusal or a conflict becomes."""

from collections.abc import Callable
from itertools import chain
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from sakip.rules.angka import DIGIT_TERBANYAK
from sakip.rules.decision import JamMundur, Konflik, RuleError
from sakip.web import errors
from sakip.web.rows import is_crossed
from sakip.web.timeouts import is_given_up

Answer = Callable[[HttpRequest], HttpResponse]

PERMISSIONS_POLICY = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"


class HeadersMiddleware:
    """Signed-in pages are never kept by a cache (ASVS 14.3.2); features we do not use are off."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class ErrorMiddleware:
    """A broken rule is an answer with words (422), a lost race shows both values (409); whose act the
    database gave up, since another one waited for it or it took too long, is told to try again (503);
    so is who writes while the clock stands before the last act.

    A method that an address does not take is answered with a page. Where the address names a row
    it is not found for everybody: whoever may not see the row learns nothing of it by any method.
    A zero byte is in no text that people write, and PostgreSQL takes none; SQLite looks for no key of
    more digits than a database keeps: nothing is looked for then.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            names_row = request.resolver_match and request.resolver_match.kwargs
            return errors.not_found(request) if names_row else errors.not_allowed(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Answer, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if any(isinstance(one, int) and one >= 10**DIGIT_TERBANYAK for one in kwargs.values()):
            return errors.not_found(request)
        pairs = [*request.GET.lists(), *request.POST.lists()]
        sent = chain(kwargs.values(), *((name, *texts) for name, texts in pairs))
        return errors.bad_request(request) if any("\0" in str(text) for text in sent) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Konflik):
            return errors.conflict(request, exception)
        if isinstance(exception, JamMundur):
            return errors.clock_behind(request, exception)
        if isinstance(exception, RuleError):
            return errors.rule_error(request, exception)
        if isinstance(exception, OperationalError) and is_crossed(exception):
            return errors.crossed(request, exception)
        if isinstance(exception, OperationalError) and is_given_up(exception):
            return errors.given_up(request, exception)
        return None
