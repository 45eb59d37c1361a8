"""The house style of templates: what a person with a keyboard, a phone or no scripts relies on."""

import re
from collections.abc import Iterator

import pytest

from sakip.tests.rumah import product, templates

# A tag with its attributes; an expression in braces may hold a `>` of its own.
TAG = r"<{}\b(?:[^<>{{}}]|{{{{.*?}}}}|{{%.*?%}})*>"


def _tags(text: str, name: str) -> list[tuple[int, str]]:
    """Every opening tag of this name, with its line."""
    found = re.finditer(TAG.format(name), text, re.S | re.I)
    return [(text.count("\n", 0, m.start()) + 1, m.group()) for m in found]


def opens_with_a_comment(text: str) -> Iterator[str]:
    if not text.startswith("{#"):
        yield "baris 1: tanpa komentar pembuka {# … #}"


def is_short(text: str) -> Iterator[str]:
    if (lines := text.count("\n")) > 150:
        yield f"{lines} baris; paling banyak 150"


def has_no_inline_style_or_script(text: str) -> Iterator[str]:
    """The content security policy forbids them, so they would silently not work (T25)."""
    inline = r"\sstyle=|<style|\son[a-z]+=[\"']|javascript:|hx-on|hx-vals=[\"']js:|<script(?![^>]*\ssrc=)"
    for m in re.finditer(inline, text, re.I):
        yield f"baris {text.count(chr(10), 0, m.start()) + 1}: {m.group().strip()}"


def escapes_everything(text: str) -> Iterator[str]:
    for m in re.finditer(r"\|\s*safe\b|autoescape\s+false", text):
        yield f"baris {text.count(chr(10), 0, m.start()) + 1}: {m.group()}"


def tables_have_a_caption(text: str) -> Iterator[str]:
    for m in re.finditer(r"<table\b.*?</table>", text, re.S):
        if "<caption" not in m.group():
            yield f"baris {text.count(chr(10), 0, m.start()) + 1}: tabel tanpa caption"


def buttons_have_a_type(text: str) -> Iterator[str]:
    for line, tag in _tags(text, "button"):
        if not re.search(r"\btype=", tag):
            yield f"baris {line}: tombol tanpa type"


def forms_that_write_carry_the_token(text: str) -> Iterator[str]:
    for m in re.finditer(r"<form\b.*?</form>", text, re.S):
        posts = re.search(r"method=[\"']post[\"']", m.group(), re.I)
        if posts and not re.search(r"csrf_input|isi_form\(", m.group()):
            yield f"baris {text.count(chr(10), 0, m.start()) + 1}: formulir POST tanpa csrf_input"


def parts_also_work_without_scripts(text: str) -> Iterator[str]:
    """Whatever htmx fetches or sends stands beside a working address."""
    works = r"\b(href|action|method)=|hx-trigger=[\"'](load|every|revealed)"
    for line, tag in _tags(text, "[a-z]+"):
        if re.search(r"\bhx-(get|post)=", tag) and not re.search(works, tag):
            yield f"baris {line}: hx-get atau hx-post tanpa href atau action"


def pictures_have_words(text: str) -> Iterator[str]:
    for line, tag in _tags(text, "img"):
        if not re.search(r"\balt=", tag):
            yield f"baris {line}: gambar tanpa alt"


ATURAN = {
    opens_with_a_comment: "<p>",
    is_short: "\n" * 151,
    has_no_inline_style_or_script: '<p style="color: red">',
    escapes_everything: "{{ nama | safe }}",
    tables_have_a_caption: "<table><tr><td>1</td></tr></table>",
    buttons_have_a_type: '<button class="{{ a > b }}">Simpan</button>',
    forms_that_write_carry_the_token: '<form method="post"><p></p></form>',
    parts_also_work_without_scripts: '<div hx-get="/x">',
    pictures_have_words: '<img src="x">',
}


@pytest.mark.parametrize("aturan", ATURAN, ids=lambda a: a.__name__)
def test_every_template_keeps_this_rule(aturan):
    faults = [
        f"sakip/{name}, {fault}" for name, text in templates().items() for fault in aturan(text)
    ]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("aturan", ATURAN, ids=lambda a: a.__name__)
def test_this_rule_finds_a_fault(aturan):
    assert list(aturan(ATURAN[aturan]))


def test_every_template_is_used():
    """By its whole path, or by its name alone where a view adds the folder."""
    sources = "\n".join([*(m.teks for m in product()), *templates().values()])
    unused = [
        name
        for name in templates()
        if f'{name.split("templates/")[1]}"' not in sources
        and f'"{name.split("/")[-1].removesuffix(".html")}"' not in sources
    ]
    assert not unused, f"Tidak dipakai siapa pun: {unused}"
