"""What is published? The static site, and the Leaflet map of one date."""
