"""Tests of attachments: the disk, what is taken, the routes, clearing up."""
