"""'Have an opinion?': cleaning, the queue, decisions and their reasons."""
