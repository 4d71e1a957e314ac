"""Cities and countries with coordinates, time zone, and names as they were then."""
