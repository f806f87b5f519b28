"""Members' duty: rules, points, yearly assessment (委员履职)."""
