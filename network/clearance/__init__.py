"""Clearance: somebody reads a post before it comes out, and what they approved is what comes out."""
