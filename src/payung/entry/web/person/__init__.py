"""People: looked for, seen with all that happened, and recorded as gone."""
