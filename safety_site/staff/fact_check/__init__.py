"""Asking somebody outside, without an account, whether texts are right."""
