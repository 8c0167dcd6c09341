"""`python -m tests.rendering` prints how many rows come back from every format; with a form and a format, what does not."""

import sys

from tests.rendering.known_forms import known_form
from tests.rendering.round_trip import rendered, round_trip, table

if len(sys.argv) == 3:
    name, ending = sys.argv[1:]
    print("\n".join(round_trip(name, ending).differences) or "all right")
elif len(sys.argv) == 4:
    name, ending, to = sys.argv[1:]
    known_form(name)
    with open(to, "wb") as file:  # noqa: PTH123
        file.write(rendered(name, ending))
else:
    print(table())
