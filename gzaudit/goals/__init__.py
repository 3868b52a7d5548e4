"""Targets of a plan beside what the workspace's runs hold: several years as one.

Who is who across the years is told by public lists alone; that a firm counts in a year is its run's own word.
"""
