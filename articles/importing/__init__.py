"""A file → a draft → the database. Only store.py knows Django."""
