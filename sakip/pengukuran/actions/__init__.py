"""Every change of pengukuran: a period is opened, figures are typed, a sheet moves."""
