"""Questions about a finished run, answered from its database alone: no table library, so at once."""
