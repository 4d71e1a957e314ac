"""The editors' and administrators' rooms."""
