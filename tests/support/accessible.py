"""What assistive technology sees of the running program, for tests/accessible.rs.

    accessible.py enable      tells the session that assistive technology is at work
    accessible.py list        prints a line for each control: role, tab, name
    accessible.py press NAME  presses the control of this name, once
    accessible.py type NAME TEXT  puts the text into the field of this name
    accessible.py read NAME   prints what the field of this name holds

Ends with 1 where the program or the control isn't there (yet): whoever waits asks again.
"""

import sys

APPLICATION = "upturn"
MOST_NODES = 5000


def enable():
    from gi.repository import Gio, GLib

    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    arguments = GLib.Variant("(ssv)", ("org.a11y.Status", "IsEnabled", GLib.Variant("b", True)))
    properties = "org.freedesktop.DBus.Properties"
    flags = Gio.DBusCallFlags.NONE
    bus.call_sync("org.a11y.Bus", "/org/a11y/bus", properties, "Set", arguments, None, flags, 20000, None)


def nodes():
    """Every node of the program that can be asked; one that goes while it is asked is left out."""
    import pyatspi

    desktop = pyatspi.Registry.getDesktop(0)
    waiting = [child for child in desktop if child is not None and child.name == APPLICATION]
    seen = 0
    while waiting and seen < MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        try:
            yield node.getRoleName(), node.name, node
            waiting.extend(child for child in node if child is not None)
        except Exception:  # a D-Bus error: the node is gone
            continue


def named(name):
    return next((node for role, found, node in nodes() if found == name and role != "label"), None)


def main(what, *arguments):
    if what == "enable":
        enable()
        return True
    if what == "list":
        found = [(role, name) for role, name, _ in nodes()]
        print("\n".join(f"{role}\t{name}" for role, name in found))
        return bool(found)
    node = named(arguments[0])
    if node is None:
        return False
    if what == "press":
        return node.queryAction().doAction(0)
    if what == "type":
        return node.queryEditableText().setTextContents(arguments[1])
    print(node.queryText().getText(0, -1))
    return True


if __name__ == "__main__":
    sys.exit(0 if main(*sys.argv[1:]) else 1)
