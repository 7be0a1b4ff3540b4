"""What a branch of BPJS asks about somebody who was sent to it, and what is answered."""
