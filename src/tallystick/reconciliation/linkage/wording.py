"""What is said of pairs beside their levels, and what two lists came to in sentences. Names no person and no value."""

from __future__ import annotations

TO_REVIEW = "a person decides: "
BY_GROUP_WORDS = "by way of another row of the same request that was sent again"
