"""Where places come from: sources into one store, and the store's answers."""
