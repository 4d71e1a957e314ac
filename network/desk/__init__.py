"""The diplomat's rooms: writing, profile, what waits for them."""
