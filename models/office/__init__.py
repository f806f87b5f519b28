"""Organizations, terms, bodies, units, places, meetings and code tables (机构届次)."""
