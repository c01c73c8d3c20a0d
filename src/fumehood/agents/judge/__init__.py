"""From an event to a verdict, whatever the assistant."""
