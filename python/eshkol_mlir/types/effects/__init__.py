"""Effects of procedures: rows as programs declare them, and what is inferred of programs."""
