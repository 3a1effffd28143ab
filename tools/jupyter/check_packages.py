"""Says whether the packages of a requirements file are installed here, each with all its files.

Prints one word: "complete"; "incomplete" when a package is missing or of another version, which
pip mends; "damaged" when files of an installed package are gone, which pip does not see.
"""

import os
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from pip._vendor.packaging.requirements import Requirement


def state(line: str) -> str:
    requirement = Requirement(line)
    if requirement.marker and not requirement.marker.evaluate():
        return "complete"
    try:
        package = distribution(requirement.name)
    except PackageNotFoundError:
        return "incomplete"
    folder = package.locate_file("")
    files = [f"{folder}/{file}" for file in package.files or []]
    if not files or not all(file.endswith(".pyc") or os.path.exists(file) for file in files):
        return "damaged"
    return "complete" if package.version in requirement.specifier else "incomplete"


lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
states = {state(line) for line in lines if line.strip() and not line.startswith("#")}
print(next((word for word in ("damaged", "incomplete") if word in states), "complete"))
