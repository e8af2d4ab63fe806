"""Texts to translators and back, as one PO file a language."""
