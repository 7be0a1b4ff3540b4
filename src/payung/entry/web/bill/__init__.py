"""Bills of BPJS: received with their names, compared, paid."""
