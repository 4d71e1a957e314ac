"""The demonstration: invented bloggers, their posts, pictures and comments."""
