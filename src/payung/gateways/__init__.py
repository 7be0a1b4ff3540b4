"""Who we talk to: village workbooks in; corrections, decree, BPJS files and summary out."""
