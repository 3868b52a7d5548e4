"""What the tool costs, as ratios measured in one run (`make bench`)."""
