"""The chapters of the report, one file each: pure functions from a story to a section."""
