"""Takes TensorFlow's two libraries and its C headers out of the Python wheel (which is a zip).

usage: unpackWheel.py WHEEL FOLDER   ->   FOLDER/lib/*.so.2, FOLDER/include/...
Prints the names of the libraries, one a line.
"""

import os
import re
import shutil
import sys
import zipfile

LIBRARY = re.compile(r"^tensorflow/(libtensorflow_(?:cc|framework)\.so\.\d+)$")
# What tensorflow/c/c_api.h and eager/c_api.h reach, directly or through another header.
HEADER = re.compile(
    r"^tensorflow/include/((?:tensorflow/c|tensorflow/core/platform|tsl/platform|(?:xla/)?tsl/c)/.*\.h)$"
)


def copy(archive, name, target):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with archive.open(name) as source, open(target, "wb") as sink:
        shutil.copyfileobj(source, sink, 1 << 20)


def main(wheel, folder):
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            library, header = LIBRARY.match(name), HEADER.match(name)
            if library:
                copy(archive, name, os.path.join(folder, "lib", library[1]))
                print(library[1])
            elif header:
                copy(archive, name, os.path.join(folder, "include", header[1]))


main(*sys.argv[1:])
