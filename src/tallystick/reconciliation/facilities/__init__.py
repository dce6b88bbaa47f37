"""Which agency a facility name of the other side's list belongs to; refused when two could be meant.

Must not drop a word such as "county" or "police" from a name: they tell a city's agency from a county's.
"""

from .attribution import Attribution, Facilities, load_facilities
from .names import States, facility_key, load_states, names_place

__all__ = ["Attribution", "Facilities", "States", "facility_key", "load_facilities", "load_states", "names_place"]
