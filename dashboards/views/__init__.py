"""The pages: one file each, run by app.py."""
