"""Enrolment at BPJS: who is sent, what it answers, who takes the place of whom it sends back."""
