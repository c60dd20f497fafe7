"""What a person does and sees in a real browser, told in a few words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from meetings.demo import operations as demo


@dataclass
class Journey:
    """What a person does and sees; every page she comes to is examined, by `axe` too."""

    page: Any
    url: str
    axe: Any
    seen: list[str] = field(default_factory=list)

    def open(self, path: str) -> Journey:
        """Go to a page as by typing its address."""
        self.page.goto(path if path.startswith("http") else self.url + path)
        return self._examine()

    def press(self, selector: str) -> Journey:
        """Click and wait for the page that answers."""
        with self.page.expect_navigation():
            self.page.locator(selector).locator("visible=true").first.click()
        return self._examine()

    def agree(self, selector: str) -> Journey:
        """Click what asks first, and say yes."""
        self.page.locator(selector).locator("visible=true").first.click()
        return self.press("dialog[open] .form-actions button:first-child")

    def fill(self, **fields: str) -> Journey:
        """Type into fields by name; a radio is chosen by its value, a box is ticked."""
        for name, value in fields.items():
            options = self.page.locator(f"main [name={name}]")
            kind = options.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
            if kind == "select":
                options.first.select_option(value)
            elif kind in {"radio", "checkbox"}:
                self.page.locator(f"main [name={name}][value='{value}']").check()
            else:
                options.first.fill(value)
        return self

    def sign_in(self, user: str) -> Journey:
        """Sign in as one of the demo's users."""
        self.open("/es/sign-in").fill(email=f"{user}@example.org", password=demo.PASSWORD)
        return self.press("main form[method=post] button[type=submit]")

    @property
    def words(self) -> str:
        """What stands on the page."""
        return " ".join(self.page.locator("body").inner_text().split())

    def _examine(self) -> Journey:
        assert self.page.locator("h1").count() == 1, self.page.url
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(width) <= 0, f"{self.page.url} is wider than the window"
        self.axe(self.page)
        return self
