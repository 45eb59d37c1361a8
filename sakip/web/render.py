"""One way to answer with a page, whole or in part."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from jinja2 import Environment


def render(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    part: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, or only its named block `part` (what htmx refreshes)."""
    compiled = _env().get_template(template)
    values = {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
        **(context or {}),
    }
    if part is None:
        return HttpResponse(compiled.render(values), status=status)
    scope = compiled.new_context(values)
    # The head of the template runs first: its imports are what the block's names stand for.
    head = compiled.root_render_func(scope)
    next(iter(head), "")
    return HttpResponse("".join(compiled.blocks[part](scope)), status=status)


def render_macro(template: str, macro: str, *values: object) -> str:
    """One macro of a template that needs no request: a part of a page inside another answer."""
    return str(getattr(_env().get_template(template).module, macro)(*values))


def _env() -> Environment:
    engine = engines["jinja2"]
    if not isinstance(engine, Jinja2):  # pragma: no cover - narrows the type for mypy
        raise TypeError("The jinja2 engine is not configured.")
    return engine.env
