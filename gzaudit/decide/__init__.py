"""What people decided where lists alone do not: read, held against each other, told apart from the lists."""
