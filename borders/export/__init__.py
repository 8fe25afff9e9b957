"""What other programs read: data packages, JSON, feeds."""
