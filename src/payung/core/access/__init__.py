"""Who may do what, where: roles, what each may do, and the regions they may do it in."""
