"""Kabupaten Contoh and Kota Contoh: invented, calibrated, relative to today, the same every time."""
