"""How a proposal comes about: who may propose what, countersigning, sessions and numbers, the book of the proposal committee.

``rules`` are the rights that the desk of a working area has before anything is submitted; ``settings`` what a term decides;
``sessions`` which plenary session a submission belongs to; ``numbers`` the two numbers of a case; ``proposers`` who proposed,
also by way of a merged case; ``countersigning`` what becomes of the signers; ``checks`` what a proposal must be like.
"""
