"""What is particular to each record type; what holds for all of them is tested in tests/contracts."""
