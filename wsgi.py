"""What a production server imports."""

from meetings.app import create_app

app = create_app()
