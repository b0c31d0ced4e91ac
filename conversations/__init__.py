"""What is asked and said, and what the plans demand. Pure: no network, no SQL, no clock, no await."""
