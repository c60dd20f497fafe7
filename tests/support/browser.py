"""A real Chromium: windows that fail the test on any error in the console, and axe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.tools import find_browser

AXE = next((Path(__file__).parents[1] / "vendor").glob("axe-core-*/axe.min.js"))
RUN_AXE = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(
    rule => `${rule.id} (${rule.impact}): ${rule.help}\\n` +
        rule.nodes.map(node => '    ' + node.target + '\\n    ' + node.failureSummary).join('\\n')
)"""
# No other host is found, by its number neither; to be asked about each request would cost more.
LOOPBACK_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
_examined: list[Page] = []  # where axe is at work: its own styles are refused by the policy


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's Chromium, without a window on the screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(),
            args=[
                *("--no-sandbox", "--disable-dev-shm-usage", "--force-prefers-reduced-motion"),
                LOOPBACK_ONLY,
            ],
        )
        yield browser
        browser.close()


def assert_accessible(page: Page) -> None:
    """Fail when axe has a finding on the page as it stands."""
    page.wait_for_load_state("load")  # with its style sheets, after a form was sent too
    # Evaluated by the debugger and so outside of the page's own content security policy.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    _examined.append(page)
    try:
        findings = page.evaluate(RUN_AXE)
    finally:
        _examined.remove(page)
    assert not findings, f"axe on {page.url}:\n" + "\n".join(findings)


@dataclass
class Windows:
    """Opens windows, each with cookies of its own; `assert_quiet` looks at their consoles."""

    browser: Browser
    troubles: list[str] = field(default_factory=list)

    def open(
        self, *, width: int = 1280, height: int = 800, language: str = "en", scripts: bool = True
    ) -> Page:
        """A window of that size whose reader prefers that language; without `scripts` pages run
        no JavaScript."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._hear(page, said.type, said.text))
        return page

    def close(self) -> None:
        """Close every window."""
        for context in self.browser.contexts:
            context.close()

    def assert_quiet(self) -> None:
        """Fail on a script error, a refusal by the policy, or a missing file."""
        assert not self.troubles, "\n".join(self.troubles)

    def _hear(self, page: Page, kind: str, text: str) -> None:
        # A form that was refused answers 422, and Chromium calls that an error.
        if kind == "error" and "status of 4" not in text and page not in _examined:
            self.troubles.append(f"{page.url}: {text}")
