"""What every benchmark shares: cases, measuring, and reporting."""
