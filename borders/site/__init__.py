"""The static site and the Leaflet map."""
