"""What is drawn? Maps, timelines and charts as SVG and PNG."""
