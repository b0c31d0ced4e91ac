"""The doors: one file (or package) each, all leading into the same conversation."""
