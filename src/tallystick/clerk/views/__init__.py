"""One module a page. A view asks one service, makes what the template shows, and knows no rule and no table."""
