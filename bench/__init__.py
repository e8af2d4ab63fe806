"""What a page costs: ours against an empty application and an uncached view."""
