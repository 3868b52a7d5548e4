"""Exports of 广州科技GI for four districts of 2025: what the institutions hand in for the base work."""
