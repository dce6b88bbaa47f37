"""What a program that tests start in a locked process begins with: a try at something that must be refused."""

TRIED = """
def tried(act):
    try:
        act()
    except OSError:
        return "refused"
    return "done"
"""
