"""Pages of proposals that are no single record: printed lists."""
