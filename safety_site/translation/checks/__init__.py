"""What can be found wrong with a translation without knowing its language."""
