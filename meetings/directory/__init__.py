"""Who is who: States, bodies, organizations, people, terms, and the code lists that rooms share."""
