"""Questions that others ask us, registered with their answers or as unanswered; demands and what left for them."""
