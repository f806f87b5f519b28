"""Conveyance, study and training (学习培训)."""
