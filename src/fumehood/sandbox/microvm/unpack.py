"""Undoes the packings that kernels and their modules come in, told by their first bytes.

Source: PVH entry point (Xen documentation, "x86/HVM direct boot ABI"), gzip (RFC 1952), xz file format, Zstandard (RFC 8878), Linux boot protocol (payload_offset, payload_length).
"""

import struct

from fumehood.sandbox.errors import NoSandboxError

_ELF = b"\x7fELF"
_SECTOR = 512
_PVH = "\4\0\0\0{size}\0\0\0\22\0\0\0Xen\0"
"""The head of the note XEN_ELFNOTE_PHYS32_ENTRY, with the size of what follows."""
_REMEDY = "name another kernel by FUMEHOOD_MICROVM_KERNEL"


def unpacked(raw: bytes) -> bytes:
    """The content; `raw` itself when it is not packed.

    Raises:
        ValueError: it is damaged, or packed in a way that this machine cannot undo.
    """
    if raw.startswith(b"\x1f\x8b"):
        import zlib

        try:
            return zlib.decompressobj(31).decompress(raw)
        except zlib.error as error:
            raise ValueError(str(error)) from error
    if raw.startswith(b"\xfd7zXZ"):
        import lzma

        packed = lzma.LZMADecompressor()
        try:
            # In a bzImage the size of the content stands behind it.
            found = packed.decompress(raw)
        except lzma.LZMAError as error:
            raise ValueError(str(error)) from error
        if not packed.eof:
            raise ValueError("it is cut off")
        return found
    if raw.startswith(b"\x28\xb5\x2f\xfd"):
        return _zstd(raw)
    return raw


def plain_kernel(path: str) -> bytes:
    """The kernel inside a bzImage, as an ELF file.

    Raises:
        NoSandboxError: it cannot be read or undone.
    """
    try:
        with open(path, "rb") as file:
            image = file.read()
        sectors = image[0x1F1] or 4
        offset, length = struct.unpack_from("<II", image, 0x248)
        start = (sectors + 1) * _SECTOR + offset
        found = unpacked(image[start : start + length])
    except (OSError, ValueError, IndexError, struct.error) as error:
        raise NoSandboxError(f"the kernel {path} cannot be unpacked: {error}", _REMEDY) from error
    if not found.startswith(_ELF):
        raise NoSandboxError(f"the kernel {path} is packed in a way that is not known here", _REMEDY)
    return found


def starts_as_elf(content: bytes) -> bool:
    """Whether an ELF kernel has the note by which qemu starts it (PVH): an emulated processor need not unpack it then."""
    return any(_PVH.format(size=size).encode("latin-1") in content for size in ("\4", "\10"))


def _zstd(raw: bytes) -> bytes:
    import subprocess

    try:
        # The size of the content stands behind a kernel, which zstd takes for a second, broken part.
        done = subprocess.run(["zstd", "-dcq"], input=raw, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise ValueError("it is packed with zstd, which is not installed") from error
    if not done.stdout:
        raise ValueError("zstd could not undo it")
    return done.stdout
