"""A dated intake before discharge: what a clinician looks for, puts together and hands on. Keeps no patient's data."""
