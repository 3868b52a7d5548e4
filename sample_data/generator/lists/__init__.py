"""One writer per list, each in the shape in which its owner sends it."""
