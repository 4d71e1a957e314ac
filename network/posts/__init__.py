"""Posts from first draft to last correction: versions, topics, languages, byline as it was, Selection."""
