"""What the pages ask the published warehouse: a file for each page, a function for each question, one query each."""
