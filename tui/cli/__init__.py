"""The commands beside the screens, one module a group: `add` declares what it takes, `run…` carries it out."""
