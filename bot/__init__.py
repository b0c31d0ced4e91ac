"""Everything that touches the world: network, clock, files. The conversation itself is in conversations/."""
