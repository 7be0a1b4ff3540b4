"""Who saw whose data: the record of looks, for whoever audits."""
