"""Records being typed, whatever their kind: the draft, the save that must succeed, the conflict, the form's screen.

A new kind of record declares a `Kind` (its fields and how it is stored) and a screen on `RecordForm`; the rest is here.
"""
