"""Screens: one file for a record type in the folder of its area, and one file for each page that is no record's.

A page's file has a ``blueprint``; nobody imports it, it is found in its folder.
"""
