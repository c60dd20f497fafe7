"""feedparser: prints what it makes of the Atom feed named last, and whether it complains."""

from __future__ import annotations

import json
import sys

sys.path.insert(0, sys.argv[1])

import feedparser

found = feedparser.parse(sys.argv[2])
print(
    json.dumps(
        {
            "complaint": str(found.get("bozo_exception", "")),
            "version": found.version,
            "language": found.feed.language,
            "titles": sorted(each.title for each in found.entries),
            "is_dated": all(
                each.updated_parsed and each.published_parsed for each in found.entries
            ),
            "links": sorted(each.link for each in found.entries),
        }
    )
)
