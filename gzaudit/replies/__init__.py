"""What districts send back: read as questions to the bureau, never as decisions."""
