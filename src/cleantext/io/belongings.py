"""What belongs to a file beside its bytes: owner, permissions, attributes, access control list."""

import os
import stat
from contextlib import suppress

from ..errors import FileError

_ACL = "system.posix_acl_access"


def take_over(path: str, status: os.stat_result, handle: int) -> list[str]:
    """Give an open file what the one at `path` has beside its bytes; what could not be kept.

    Raises `FileError` where others would get or lose access by it.
    """
    own, lost = os.fstat(handle), []
    there = (own.st_uid, -1), (-1, own.st_gid)
    for name, wanted in (("owner", (status.st_uid, -1)), ("group", (-1, status.st_gid))):
        try:
            if wanted not in there:
                os.fchown(handle, *wanted)
        except OSError:  # only the administrator may give files away
            lost.append(name)
    mode = stat.S_IMODE(status.st_mode)
    if lost:
        mode &= 0o777  # what runs as its owner must not run as another one
    if "group" in lost:  # our group gets no more than everybody
        mode = mode & ~0o070 | (mode & 0o007) << 3
    try:
        if stat.S_IMODE(os.fstat(handle).st_mode) != mode:  # FAT has one for all and sets none
            os.fchmod(handle, mode)
    except OSError as error:
        why = f"its permissions cannot be kept ({error.strerror}); left as it is"
        raise FileError(why) from None
    notices = [f"its {' and '.join(lost)} could not be kept"] if lost else []
    return notices + _take_attributes(path, handle)


def _take_attributes(path: str, handle: int) -> list[str]:
    if not hasattr(os, "listxattr"):
        return []
    notices = []
    try:
        wanted = {name: os.getxattr(path, name) for name in os.listxattr(path)}
        given = os.listxattr(handle)  # by the folder, to a new file
    except OSError:
        return []  # a file system that has none
    for name in set(given) - set(wanted):
        with suppress(OSError):
            os.removexattr(handle, name)
    for name, value in wanted.items():
        try:
            if name not in given or os.getxattr(handle, name) != value:
                os.setxattr(handle, name, value)
        except OSError as error:
            if name == _ACL:
                raise FileError(
                    f"its access control list cannot be kept ({error.strerror}); left as it is"
                ) from None
            notices.append(f"its attribute {name} could not be kept")
    return notices
