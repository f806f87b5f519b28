"""Accounts, their grants, and the machine's rows of signing in (账号权限)."""
