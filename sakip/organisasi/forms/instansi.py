"""The agency's own names as they are typed."""

from django import forms

from sakip.organisasi.models import Instansi
from sakip.rules.tanggal import ZONA
from sakip.web.forms import Form


class InstansiForm(Form):
    """Names and words that differ from region to region."""

    jenis = forms.ChoiceField(label="Jenis", choices=Instansi.Jenis)
    nama = forms.CharField(
        label="Nama", max_length=120, help_text="Lengkap, misalnya Kabupaten Contoh."
    )
    kode_wilayah = forms.RegexField(
        label="Kode wilayah",
        regex=r"^[0-9]{2}(\.[0-9]{2,4})?$",
        max_length=13,
        help_text="Dari Kemendagri: 35 untuk provinsi, 35.16 untuk kabupaten atau kota.",
        error_messages={"invalid": "Tulis kode wilayah seperti 35 atau 35.16."},
    )
    zona_waktu = forms.ChoiceField(
        label="Zona waktu",
        choices=list(ZONA.items()),
        help_text="Menentukan kapan hari berganti dan tenggat berakhir.",
    )
    sebutan_kepala_daerah = forms.CharField(
        label="Kepala daerah", max_length=40, help_text="Bupati, Wali Kota, atau Gubernur."
    )
    sebutan_perangkat_daerah = forms.CharField(
        label="Perangkat daerah", max_length=40, help_text="Perangkat Daerah, OPD, atau SKPD."
    )
    sebutan_bappeda = forms.CharField(label="Bappeda", max_length=60)
    sebutan_inspektorat = forms.CharField(label="Inspektorat", max_length=60)
    sebutan_bagian_organisasi = forms.CharField(label="Bagian Organisasi", max_length=60)
