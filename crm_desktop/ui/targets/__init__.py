"""Targets on the screen: goal bars, and the form that sets one from tomorrow on."""
