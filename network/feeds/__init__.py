"""RSS, Atom, JSON Feed, OPML, sitemap: doors on any Selection."""
