"""Whether two records may be one person, or one organization, and why.

Never more than a suggestion: people are merged by hand only.
"""

from __future__ import annotations

from meetings.directory.rules.likeness.facts import OrganizationFacts
from meetings.directory.rules.likeness.keys import organization_keys, person_keys
from meetings.directory.rules.likeness.organizations import compare_organizations
from meetings.directory.rules.likeness.people import PersonFacts, compare_people
from meetings.directory.rules.likeness.search import Pair, Step, in_steps, likely_pairs
from meetings.directory.rules.likeness.sieve import Sieve
from meetings.directory.rules.likeness.verdict import Likeness, Reason

__all__ = [
    "Likeness",
    "OrganizationFacts",
    "Pair",
    "PersonFacts",
    "Reason",
    "Sieve",
    "Step",
    "compare_organizations",
    "compare_people",
    "in_steps",
    "likely_pairs",
    "organization_keys",
    "person_keys",
]
