# SPDX-License-Identifier: Apache-2.0
"""The elements and attributes that rendered HTML may have; foreign() finds all others."""
import html.parser

ALLOWED = {"p": ("dir",), "br": (), "em": (), "strong": (), "del": (), "code": ("class",), "pre": (), "blockquote": (), "ul": (),
           "ol": ("start",), "li": ("dir",), "hr": (), "a": ("href", "title", "rel"), "h3": ("dir",), "h4": ("dir",), "span": ("class",)}
SCHEMES = ("http://", "https://", "mailto:")


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.foreign = []

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        if tag not in ALLOWED or not set(names) <= set(ALLOWED[tag]) or len(set(names)) != len(names):
            self.foreign.append((tag, attributes))
        for name, value in attributes:
            if name == "href" and not value.lower().startswith(SCHEMES):
                self.foreign.append((tag, value))

    handle_startendtag = handle_starttag

    def handle_comment(self, data):
        self.foreign.append(("comment", data))

    def handle_decl(self, data):
        self.foreign.append(("declaration", data))

    def handle_pi(self, data):
        self.foreign.append(("instruction", data))

    unknown_decl = handle_decl


def foreign(text):
    r = Reader()
    r.feed(text)
    r.close()
    return r.foreign
