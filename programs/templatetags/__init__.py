"""What templates may say of the world: help lines, phone numbers, times of day."""
