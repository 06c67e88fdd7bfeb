"""Tables → charts → SVG, and the card of a request."""
