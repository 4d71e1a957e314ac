"""News of comments."""

COMMENT_SENT = "comment.sent"
COMMENT_PUBLISHED = "comment.published"
COMMENT_HIDDEN = "comment.hidden"
