"""What is paid, and to whom: budgets, institutions, sums in capitals."""
