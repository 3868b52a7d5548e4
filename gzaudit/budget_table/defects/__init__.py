"""What is wrong, or worth asking about, in a table: one rule a function, none tuned to a text."""
