"""A claim: what is asked, what the law pays for it, to whom, and until when it can be filed."""
