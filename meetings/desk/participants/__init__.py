"""The list of participants as the secretariat publishes it: its words, as a DOCX, as a PDF."""
