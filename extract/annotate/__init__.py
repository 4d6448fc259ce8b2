"""What stands where in a block of clean text: names, papers, dates and quantities."""
