"""The monthly report as its writer sees it: how its parts are stored, what is in its list, what may be sent."""
