"""The editors' desk: what is written, translated and checked together."""
