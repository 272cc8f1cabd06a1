"""Three-valued rules: what a condition says of a client, exactly, and why."""
