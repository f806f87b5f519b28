"""Visits, requests, drives and exchanges (走访交流)."""
