"""The demonstration year: invented people and papers around the public facts of one county.

Everything is deterministic and marked as invented in the record's note. It is entered the way an office enters it: by the seed
actor where history would only be noise, and by the accounts themselves, through the same steps, where rights and approvals are
to be seen.
"""

from panel.demo.loading import load

__all__ = ["load"]
