"""The workbench in the browser: a folder a noun. Views decide nothing; they ask ``store`` and call ``actions``."""
