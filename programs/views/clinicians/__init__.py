"""For clinicians: who can take a person that leaves inpatient care, and by when. Keeps nothing of the patient."""
