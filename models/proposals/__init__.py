"""Proposals of members and bodies, and how they are handled (提案工作)."""
