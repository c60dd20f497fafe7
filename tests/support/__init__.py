"""What the fixtures stand on: databases, browser, mail, network, and the checks of a page."""
