"""The ground under every room: settings, database, changes, page cache, origin guard, HTML cleaning, tasks."""
