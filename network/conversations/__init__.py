"""The pages that readers see, composed: front page, blog, post with its thread, archive, map."""
