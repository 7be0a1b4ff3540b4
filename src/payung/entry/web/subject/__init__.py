"""Rights of people to the data about them: asked for, due, answered."""
