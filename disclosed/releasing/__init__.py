"""Two versions of the data package → what changed, in words, the next version, and the files that say so."""
