"""Pages about the workbench itself, for everybody."""
