"""Uploads are cut off at the limit while they come in, before they fill a disk (T32)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload


class LimitUploadHandler(FileUploadHandler):
    """Stands before the handlers that keep the bytes.

    A file a little over the limit is read to its end and dropped: the form comes back and says the
    limit. A request ten times as large is not read at all, nor a file of somebody who has not signed in:
    no page takes one.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],  # noqa: N803  # the name Django gives it
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        user = getattr(self.request, "user", None)
        too_large = content_length > 10 * settings.BERKAS_MAKS_BITA
        self.is_hopeless = too_large or not (user and user.is_authenticated)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if self.is_hopeless:
            raise StopUpload(connection_reset=True)
        if start + len(raw_data) > settings.BERKAS_MAKS_BITA:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        return None
