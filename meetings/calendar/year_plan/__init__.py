"""The year printed as the secretariat publishes it: what it says, as a DOCX, as a PDF."""
