"""What an office prints and sends before cover ends: the page, its tables, lists for self-payment, the renewal."""
