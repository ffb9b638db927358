"""A Django database backend that brings its own PostgreSQL.

Used when DATABASE_URL is unset. The first connection starts the server, every process that is connected
holds a lease on it, and the last one to leave stops it.
"""
