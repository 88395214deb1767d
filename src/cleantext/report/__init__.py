"""What a cleaning did, for people and for programs: reports read edits, never make them."""
