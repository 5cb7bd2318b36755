"""Where Massachusetts is: places as people type them, distances, rail stations, the drawn map. Knows no models."""
