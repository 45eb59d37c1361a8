"""One settings file; whatever differs between machines comes from the environment (see README)."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from sakip.web.environment import load_environment, load_secret_key, load_sqlite_journal

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules
WEB = "sakip.wsgi" in sys.modules

# Every variable of ours that is filled, looked at before anything uses it.
ENV = load_environment(os.environ)
DATA_DIR = Path(ENV.get("SAKIP_DATA_DIR", BASE_DIR / "data")).resolve()
# The server binds addresses, not names.
HOST = ENV.get("SAKIP_HOST", "127.0.0.1").replace("localhost", "127.0.0.1")
PORT = int(ENV.get("SAKIP_PORT", "8000"))
# The address people type. With https:// the cookies are Secure and the browser is told to stay on it.
ALAMAT = ENV.get("SAKIP_ALAMAT", f"http://{f'[{HOST}]' if ':' in HOST else HOST}:{PORT}").rstrip(
    "/"
)
HTTPS = ALAMAT.startswith("https://")
# Fixes "today" for demos and tests, as YYYY-MM-DD; empty: the real date in the agency's own zone.
HARI_INI = ENV.get("SAKIP_HARI_INI", "")
# Dated regulation files: the national folder, then a region's own (a later one wins).
REGULASI_DIRS = [BASE_DIR / "regulasi"] + [
    Path(folder) for folder in ENV.get("SAKIP_REGULASI_DIR", "").split(os.pathsep) if folder
]

DEBUG = False
SECRET_KEY = ENV.get("SAKIP_SECRET_KEY") or load_secret_key(DATA_DIR)
ALLOWED_HOSTS = sorted({"127.0.0.1", "localhost", "[::1]", HOST, urlsplit(ALAMAT).hostname or HOST})
# Listening everywhere is the operator's choice; by which names people come only he knows, if he says none.
if HOST in {"0.0.0.0", "::"} and "SAKIP_ALAMAT" not in ENV:  # noqa: S104
    ALLOWED_HOSTS = ["*"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "sakip.web",
    "sakip.audit",
    "sakip.latar",
    "sakip.organisasi",
    "sakip.percakapan",
    "sakip.berkas",
    "sakip.perencanaan",
    "sakip.perjanjian",
    "sakip.pengukuran",
    "sakip.evaluasi",
    "sakip.jalan",
    "sakip.lapangan",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sakip.web.middleware.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sakip.organisasi.middleware.CapMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sakip.web.middleware.ErrorMiddleware",
]

if TESTING:
    INSTALLED_APPS.append("zeal")
    MIDDLEWARE.append("zeal.middleware.zeal_middleware")
    ZEAL_RAISE = True
    # One request may be several acts, and each takes the head of its chain.
    ZEAL_ALLOWLIST = [{"model": "audit.KepalaJejak", "field": "get()"}]

ROOT_URLCONF = "sakip.urls"
WSGI_APPLICATION = "sakip.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            BASE_DIR / "sakip" / "templates",
            *sorted((BASE_DIR / "sakip").glob("*/templates")),
        ],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "sakip.jinja.environment"},
    }
]

# --- database -----------------------------------------------------------------------------------
SQLITE_FILE = DATA_DIR / "sakip.sqlite3"
SQLITE_JOURNAL = load_sqlite_journal()
DATABASE_URL = ENV.get("SAKIP_DATABASE_URL", "")
# Seconds after which PostgreSQL gives a statement up (T26): a page's, or that of the worker and of commands.
BATAS_KUERI = int(
    ENV.get("SAKIP_BATAS_KUERI", "5") if WEB else ENV.get("SAKIP_BATAS_KUERI_LATAR", "60")
)
if DATABASE_URL:
    DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
    _options = DATABASES["default"].setdefault("OPTIONS", {})
    _options["pool"] = None if TESTING else {"timeout": 10}
    if BATAS_KUERI:
        # What the address itself asks for comes later and wins.
        _options["options"] = (
            f"-c statement_timeout={BATAS_KUERI}s {_options.get('options', '')}".strip()
        )
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(SQLITE_FILE),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": f"PRAGMA journal_mode={SQLITE_JOURNAL}; PRAGMA synchronous=FULL;",
            },
            "TEST": {"NAME": ENV.get("SAKIP_TEST_SQLITE") or None},
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisasi.Pengguna"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "akun:masuk"
LOGIN_REDIRECT_URL = "beranda"
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else ["sakip.organisasi.hashers.Argon2Hasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "sakip.organisasi.passwords.ContextWordsValidator"},
]
# How many proxies of ours stand in front; 0: the address of the connection is the truth.
PROXY = int(ENV.get("SAKIP_PROXY", "0"))
PERANGKAT_COOKIE_NAME = "__Host-perangkat" if HTTPS else "sakip-perangkat"

SESSION_ENGINE = "sakip.organisasi.sessions"
SESSION_COOKIE_NAME = "__Host-sakip" if HTTPS else "sakip"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "sakip-csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sakip.web.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [ALAMAT]
# A closed browser forgets the session: computers in an office are shared.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60

# --- browser ------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "worker-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [BASE_DIR / "sakip" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "sakip.web.static.StaticStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING
# Looked up when asked for: every client of a test has middleware of its own, which would list them all.
WHITENOISE_AUTOREFRESH = TESTING
# Largest upload by a form and in pieces, and room of one unit's evidence, in millions of bytes.
BERKAS_MAKS_BITA = int(ENV.get("SAKIP_BERKAS_MAKS_MB", "20")) * 1_000_000
BERKAS_MAKS_KIRIMAN_BITA = int(ENV.get("SAKIP_BERKAS_MAKS_KIRIMAN_MB", "500")) * 1_000_000
BERKAS_KUOTA_BITA = int(ENV.get("SAKIP_BERKAS_KUOTA_MB", "5000")) * 1_000_000
FILE_UPLOAD_HANDLERS = [
    "sakip.web.uploads.LimitUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# --- background work ----------------------------------------------------------------------------
# Jobs one person, and one agency, may have waiting or running at the same time.
LATAR_ANTREAN_PENGGUNA = 5
LATAR_ANTREAN_INSTANSI = 100
# Latar lies below organisasi: how a person puts on a cap again, when his job starts.
LATAR_WEAR_CAP = "sakip.organisasi.caps.wear_cap"

# --- language, time, mail -----------------------------------------------------------------------
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["sakip.web.formats"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "surat"
if ENV.get("SAKIP_SMTP"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, _, _port = ENV["SAKIP_SMTP"].partition(":")
    EMAIL_PORT = int(_port or "25")
DEFAULT_FROM_EMAIL = ENV.get("SAKIP_SURAT_DARI", "sakip@localhost")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "sakip.web.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # A pool tells each try; whoever waits for it tells the end, once.
    "loggers": {"sakip": {"level": "INFO"}, "psycopg.pool": {"level": "ERROR"}},
}
