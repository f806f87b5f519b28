"""Public opinion: items, issues, what became of them (社情民意)."""
