"""The four levels of committees, projects and courses."""

from models.fields import Choice
from models.marks import N_

NATIONAL = Choice("national", N_("National"))
PROVINCE = Choice("province", N_("Province"))
CITY = Choice("city", N_("City"))
COUNTY = Choice("county", N_("County"))

LEVELS = (NATIONAL, PROVINCE, CITY, COUNTY)
