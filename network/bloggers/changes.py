"""News of bloggers."""

BLOGGER_CREATED = "blogger.created"
BLOGGER_CHANGED = "blogger.changed"
BLOGGER_APPOINTED = "blogger.appointed"
BLOGGER_RENAMED = "blogger.renamed"
BLOGGER_PICTURE_SIZED = "blogger.picture_sized"
