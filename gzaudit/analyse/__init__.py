"""What an evaluated year hangs on: other readings of the notice, and thresholds that are near."""
