"""A clinician's optional account: shortlists, teams, and what happened on calls. A file a page."""
