"""Who is named in a text: people, countries and organisations, by lists, rules and a small model."""
