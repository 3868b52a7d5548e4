"""What a finished run would come to if something were otherwise: read, worked out, never written into it."""
