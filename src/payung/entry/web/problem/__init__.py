"""What is wrong in the lists of a cycle, and its repair."""
