"""The embedded server and the demo's folder."""
