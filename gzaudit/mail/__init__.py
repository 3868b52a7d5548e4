"""Packets on their way to the districts: to whom, in which words, sent at most once, with receipts."""
