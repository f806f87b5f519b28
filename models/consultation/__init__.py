"""Formal and small consultation (协商议政)."""
