"""What the workbench changes in tables of libraries."""
