"""What the standard library raises on a broken zip: it has no error of its own for most of what can be wrong with one."""

from __future__ import annotations

import struct
import zipfile
import zlib
from lzma import LZMAError

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
