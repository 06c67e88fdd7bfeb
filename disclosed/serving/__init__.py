"""The preview's own pages: what waits in a letter, a person's choices, and the settings that say them. Served, never written."""
