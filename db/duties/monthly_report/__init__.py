"""The month's report of the people's situation: programme row 16."""
