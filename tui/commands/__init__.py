"""The commands beside the screens, one module a group: `add` declares what it takes, `run…` carries it out.

These modules are read at every start, also for `--help`: what is heavy (the database, the screens) is imported where a
command needs it.
"""
