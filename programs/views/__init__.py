"""Doors for people and programs: a request becomes a call, an answer becomes a page or JSON."""
