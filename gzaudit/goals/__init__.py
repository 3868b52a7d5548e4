"""Targets of a plan beside what the workspace's runs hold: public lists alone, several years as one."""
