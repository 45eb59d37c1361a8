"""Browser files under names that carry their content, so that they may be kept for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Also what a module imports is asked for by such a name; otherwise an old part would stay behind."""

    support_js_module_import_aggregation = True
