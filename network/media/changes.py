"""News of pictures."""

PICTURE_KEPT = "picture.kept"
PICTURE_SIZED = "picture.sized"
PICTURE_CREDITED = "picture.credited"
PICTURE_DROPPED = "picture.dropped"
