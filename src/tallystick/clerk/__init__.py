"""Ring 8: the pages for people with a login, and the station page. One service call an act; knows no table."""
