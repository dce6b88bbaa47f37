"""Ring 8: the programming interface: other programs register a transmission, and anybody reads what is published.

No address answers a name, and a token opens nothing: it can only register.
"""
