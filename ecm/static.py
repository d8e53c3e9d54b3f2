"""How static files are named in production: by their content, our modules included."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_, IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns  # type: ignore[attr-defined]  # Django's stubs leave it out


class NamedByContent(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """A module names those it imports by content too: no old mix after an upgrade."""

    support_js_module_import_aggregation = True
    # Ours only: a vendored file imports by names that are no files of its folder.
    _js_module_import_aggregation_patterns = ("js/*.js", IMPORTS)
