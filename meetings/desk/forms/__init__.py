"""The officer's form of a meeting, the upload of a calendar, and the form of the style guide."""

from __future__ import annotations

from meetings.desk.forms.meeting import Choices, CloneForm, MeetingForm, form_data
from meetings.desk.forms.uploads import GuideForm, UploadForm

__all__ = ["Choices", "CloneForm", "GuideForm", "MeetingForm", "UploadForm", "form_data"]
