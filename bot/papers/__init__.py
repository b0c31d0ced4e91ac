"""Files that people open in their office programs: written from what the house knows, and read back."""
