"""What people look at and take away: maps, exports and reports of an Analysis; nothing is computed here."""
