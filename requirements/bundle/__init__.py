"""`make bundle`: gzaudit with everything that it needs, in one zip for machines without a network."""
