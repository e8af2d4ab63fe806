"""The admin of everything that is written in English, and of its values."""
