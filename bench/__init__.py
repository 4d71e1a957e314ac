"""Figures: what the network costs. Printed, never tested, as a machine that does other things gives other times."""
