"""Who readers see: profile, and appointments (role, organisation, place, from, to)."""
