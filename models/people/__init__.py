"""Members, their seats, and the staff (委员管理)."""
