"""Democratic evaluation by ballot: issuing, casting, counting. Owner of the vote rows; see docs/secret-ballots.md.

``planning`` freezes what is voted on and by whom; ``issuing`` gives out ballots and slips; ``casting`` puts ballots into the box;
``sheets`` are the tellers' own numbers; ``closing`` compares, opens the box and counts.
"""
