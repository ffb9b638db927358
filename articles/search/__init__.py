"""What a reader types → ranked articles, facets, excerpts."""
