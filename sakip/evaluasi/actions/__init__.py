"""Every change of evaluasi: a sheet is opened, answered, graded, finished, followed up."""
