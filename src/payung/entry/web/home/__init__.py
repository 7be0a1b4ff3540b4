"""The first pages: the cycles somebody may see, and the task list of one."""
