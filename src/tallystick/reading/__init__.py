"""Page images to a reading, through the ``Recogniser`` it declares. Must not know which engine, file, law or register.

A page's way: straight -> layout -> sight -> kinds -> anchors -> zones -> values and boxes -> documents.
"""
