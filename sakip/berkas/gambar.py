"""A picture made small, as a program of its own: read from the input, written as JPEG to the output.

It imports nothing of ours, since it runs apart under the limits of `terbatas`.
"""

import io
import sys

from PIL import Image, ImageOps

SISI = 1600


def main() -> None:
    """Turn it as the camera was held, and leave out what the camera wrote into it."""
    source = io.BytesIO(sys.stdin.buffer.read())
    with Image.open(source, formats=["JPEG", "PNG", "WEBP"]) as image:
        image.draft("RGB", (SISI, SISI))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((SISI, SISI))
        flat = Image.new("RGB", upright.size, "white")
        picture = upright.convert("RGBA")
        flat.paste(picture, mask=picture.getchannel("A"))
        output = io.BytesIO()
        flat.save(output, "JPEG", quality=82)
    sys.stdout.buffer.write(output.getvalue())


if __name__ == "__main__":
    main()
