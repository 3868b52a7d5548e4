"""Worked cases beside a policy, written and generated, and how they come out."""
