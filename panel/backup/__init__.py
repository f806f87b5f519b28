"""A backup: one file with the database as it stood at one moment, and every attached file that it names.

``making`` writes it while the panel is in use, ``restoring`` puts it into an empty database or tries it in one of its own;
``databases`` knows how the two engines copy themselves, ``manifest`` what the file says about itself.

The secrets of open ballots are left out on purpose: :mod:`models.balloting.keys`.
"""
