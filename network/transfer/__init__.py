"""Moving in and out: import, export, backup."""
