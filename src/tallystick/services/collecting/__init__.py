"""A state office collects the filings of many agencies: takes and checks each, lists who has not filed, adds up.

A filing is a signed packet, and never more than that: figures, digests, receipts. Nothing in it is a person. Agencies
are told apart by their nine-character ORI.
"""
