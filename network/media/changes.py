"""News of pictures."""

PICTURE_KEPT = "picture.kept"
PICTURE_SIZED = "picture.sized"
