"""Lists, grids and pages: what is shown in rows and not typed into."""
