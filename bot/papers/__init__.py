"""The papers that the bot hands out: what they are called, and their making."""
