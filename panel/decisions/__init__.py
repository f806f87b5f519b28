"""Decisions of meetings on screen: moving many records at once, what rests on a decision, the minutes."""
