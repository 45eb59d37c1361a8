"""Everything that may come between a figure and the server, and the proof that no figure is lost.

A trial types into a sheet of its own while something goes wrong: the network is cut, the tab is killed,
the session ends, somebody else signs in on the same PC, two people write one row, the web process is
killed. A figure counts as acknowledged once its row says "aman di komputer" or "tersimpan". At the end,
with everything well again, each acknowledged figure must be stored, or stand in a conflict that is shown.
"""

import random
import re
import signal
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, expect

from sakip.tests.browser.peladen import Peladen, fill_login

BARIS = 5
AMAN = ("aman di komputer", "tersimpan")
# Empty: it had reached the server before this page was opened.
TERSIMPAN = re.compile("^(tersimpan|memakai|$)")
READ = """() => [...document.querySelectorAll("tr[data-potret]")].map((tr) => [
  tr.querySelector("[data-simpan]").textContent, tr.querySelector("input.angka").value])"""


@dataclass
class Percobaan:
    """One trial: a server, an office PC, somebody's else, the sheet, and what was acknowledged."""

    peladen: Peladen
    komputer: BrowserContext
    komputer_lain: BrowserContext
    kode: str
    jalan: str
    chance: random.Random
    diakui: dict[int, str] = field(default_factory=dict)
    konflik: int = 0

    @property
    def alamat(self) -> str:
        """Where the sheet is."""
        return f"{self.peladen.alamat}{self.jalan}"

    def login(self, context: BrowserContext, username: str) -> Page:
        page = context.new_page()
        page.goto(f"{self.peladen.alamat}/akun/masuk/")
        fill_login(page, f"{username}.{self.kode.lower()}")
        page.wait_for_url(f"{self.peladen.alamat}/")
        return page

    def open(self, context: BrowserContext, username: str = "operator") -> Page:
        """The sheet, ready to be typed into."""
        page = self.login(context, username)
        page.goto(self.alamat)
        page.wait_for_selector("form[data-siap]")
        return page

    def type_in(self, page: Page, rows: list[int], *, leave_last: bool = False) -> None:
        """Random figures into these rows; the last cell may be left while it is still being typed in."""
        for n in rows:
            page.locator("input.angka").nth(n).click()
            page.keyboard.type(f"{self.chance.randint(10, 99)},{self.chance.randint(10, 99)}")
            if not (leave_last and n == rows[-1]):
                page.keyboard.press("Enter")
            page.wait_for_timeout(self.chance.choice((0, 20, 150, 400)))

    def note(self, page: Page) -> None:
        """What the page acknowledged at this moment."""
        for n, (word, value) in enumerate(page.evaluate(READ)):
            if word.startswith(AMAN) and value:
                self.diakui[n] = value

    def check(self, page: Page) -> list[str]:
        """Wait until nothing is under way, answer conflicts with one's own figure, and compare."""
        said = page.locator("[data-kabar] button:has-text('Pakai punya saya')")
        for _ in range(BARIS):
            page.wait_for_timeout(600)
            if said.count():
                self.konflik += 1
                said.click()
        for n in self.diakui:
            expect(page.locator("[data-simpan]").nth(n)).to_have_text(TERSIMPAN, timeout=20_000)
        page.reload()
        page.wait_for_selector("form[data-siap]")
        kini = [value for _, value in page.evaluate(READ)]
        return [
            f"{self.kode} baris {n + 1}: {value} diakui, {kini[n] or 'kosong'} tersimpan"
            for n, value in self.diakui.items()
            if kini[n] != value
        ]


def potong_jaringan(one: Percobaan, rows: list[int]) -> list[str]:
    page = one.open(one.komputer)
    one.type_in(page, rows[:1])
    one.komputer.set_offline(True)
    one.type_in(page, rows[1:])
    one.note(page)
    one.komputer.set_offline(False)
    return one.check(page)


def bunuh_tab(one: Percobaan, rows: list[int]) -> list[str]:
    page = one.open(one.komputer)
    if one.chance.random() < 0.5:
        one.komputer.set_offline(True)
    one.type_in(page, rows, leave_last=True)
    one.note(page)
    page.close()
    one.komputer.set_offline(False)
    again = one.komputer.new_page()
    again.goto(one.alamat)
    again.wait_for_selector("form[data-siap]")
    return one.check(again)


def habiskan_sesi(one: Percobaan, rows: list[int]) -> list[str]:
    page = one.open(one.komputer)
    one.type_in(page, rows[:1])
    one.komputer.clear_cookies()
    one.type_in(page, rows[1:])
    one.note(page)
    one.login(one.komputer, "operator").close()
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('focus'))")
    return one.check(page)


def ganti_orang(one: Percobaan, rows: list[int]) -> list[str]:
    page = one.open(one.komputer)
    one.komputer.set_offline(True)
    one.type_in(page, rows)
    one.note(page)
    one.komputer.clear_cookies()
    one.komputer.set_offline(False)
    other = one.open(one.komputer, "kepala")
    seen = [value for _, value in other.evaluate(READ) if value]
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.wait_for_timeout(300)
    other.reload()
    other.wait_for_selector("form[data-siap]")
    sent = [value for _, value in other.evaluate(READ) if value]
    one.komputer.clear_cookies()
    page.close()
    faults = (
        [f"{one.kode}: orang lain melihat atau mengirim {seen or sent}"] if seen or sent else []
    )
    return faults + one.check(one.open(one.komputer))


def dua_orang(one: Percobaan, rows: list[int]) -> list[str]:
    page = one.open(one.komputer)
    other = one.open(one.komputer_lain, "kepala")
    one.type_in(other, rows)
    expect(other.locator("[data-simpan]").nth(rows[-1])).to_have_text(TERSIMPAN)
    one.type_in(page, rows)
    page.wait_for_timeout(500)
    one.diakui = {n: value for n, (_, value) in enumerate(page.evaluate(READ)) if n in rows}
    faults = one.check(page)
    if one.konflik < len(set(rows)):
        faults.append(f"{one.kode}: {len(rows)} baris bentrok, {one.konflik} tampak")
    return faults


def bunuh_peladen(one: Percobaan, rows: list[int]) -> list[str]:
    page = one.open(one.komputer)
    one.type_in(page, rows[:-1])
    one.peladen.stop(signal.SIGKILL)
    one.type_in(page, rows[-1:])
    one.note(page)
    one.peladen.start()
    page.evaluate("dispatchEvent(new Event('focus'))")
    return one.check(page)


GANGGUAN = {
    "jaringan terputus": potong_jaringan,
    "tab dibunuh": bunuh_tab,
    "sesi berakhir": habiskan_sesi,
    "orang lain masuk": ganti_orang,
    "dua orang satu baris": dua_orang,
    "peladen dibunuh": bunuh_peladen,
}
