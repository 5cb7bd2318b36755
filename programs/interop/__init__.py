"""How others read us: pure functions, a record in, a dict or text out."""
