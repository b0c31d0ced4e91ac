"""The papers that the bot hands out and takes in: what they are called, their making, and workbooks read back."""
