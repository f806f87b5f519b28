"""Points on screen: the table of a year, computing it, a member's file, trying rules out before they are approved."""
