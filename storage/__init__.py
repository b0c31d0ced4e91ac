"""What is remembered: statements over SQLite or PostgreSQL. Knows conversations/, knows no channel."""
