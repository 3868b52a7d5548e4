"""Stage 4, match: who counts in which list and district, and where every input row went (C4-C10)."""
