"""The page of rights: who may do what with which kind of record in which state, and why."""
