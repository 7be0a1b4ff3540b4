"""A simulation as files: data for programs, charts, and one page to read and print."""
