"""The database thread of a session, the queue of its saves, and the cache of what it knows about its person."""
