"""Linking at the level of the request: which rows of two lists are the same request, how surely, and why in words.

``small`` links small lists in plain Python; ``../bulk`` links large ones by columns with the same levels and words.
"""
