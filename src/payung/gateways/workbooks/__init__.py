"""Village workbooks: found, looked over before they are trusted, opened in a child process, read."""
