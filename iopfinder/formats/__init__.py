"""How days are written, by language, where Django's own way is not the house's."""
