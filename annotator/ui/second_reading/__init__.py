"""Second reading: own articles served again without the own earlier marks, and how far both agree."""
