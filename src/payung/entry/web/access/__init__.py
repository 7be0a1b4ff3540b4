"""How somebody signs in: passwords, second factors, lock-out, and how long a session lasts."""
