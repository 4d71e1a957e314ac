"""News of posts."""

POST_PUBLISHED = "post.published"
POST_CORRECTED = "post.corrected"
POST_WITHDRAWN = "post.withdrawn"
BEST_BIT_CHOSEN = "post.best_bit_chosen"
COMMENTS_SWITCHED = "post.comments_switched"
TAG_RENAMED = "tag.renamed"
TAG_MERGED = "tag.merged"
