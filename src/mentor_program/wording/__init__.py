"""The one place where the words of the organisation get into sentences."""
