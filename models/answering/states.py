"""The states of a handling in groups, by what they mean for a case."""

WITH_UNIT = (
    "handed_over",
    "unit_change_asked",
    "handling",
    "extension_asked",
    "answer_in_check",
    "answer_returned",
    "checked",
)
"""A unit has still to answer (a joint unit: to give its opinion)."""
IN_CHECK = ("answer_in_check", "checked")
"""Of these, the unit has done its part: the handing-over office looks at the answer, then it goes to the proposer."""
DONE = ("opinion_given", "opinion_missing", "answered", "face_to_face")
"""What a case needs of each of its units before it is closed."""
TOLD = ("answered", "face_to_face", "rehandled", "closed", "followed_up")
"""The proposer has the answer."""
GONE = ("passed_on", "ended")
"""Another unit took over, or the proposal was withdrawn."""
SENT = (
    "handed_over", "unit_change_asked", "handling", "extension_asked", "opinion_given", "opinion_missing", "answer_in_check",
    "answer_returned", "checked", "answered", "face_to_face", "rehandled", "passed_on", "ended", "closed", "followed_up",
)  # fmt: skip
"""The unit knows of it: all but what is on a list that is being prepared."""
