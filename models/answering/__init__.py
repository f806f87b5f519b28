"""How a case is handled once it is handed over: by its units, with the proposers, until the proposal committee closes it.

``settings`` is what a term decides; ``lifecycle`` the states and rights of a handling, ``states`` its states in groups;
``batches`` what goes out in one hand-over; ``clocks`` the time limits; ``steps`` what a unit must have before a step, and what
follows from one; ``judging`` who is asked what they think of an answer, and what counts; ``closing`` when a case can be closed;
``questions`` the lists that are asked for every week.
"""
