"""Intensive outpatient programs: the one app of the project."""
