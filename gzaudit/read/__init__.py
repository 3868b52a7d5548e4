"""Stage 1, read: files to typed sheets to one raw table per list. The only stage that opens inputs."""
