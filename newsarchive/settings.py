"""The one settings file. What differs between machines comes from the environment; see docs/deploy.md."""

from pathlib import Path

from newsarchive.environment import (
    read_bool,
    read_database,
    read_folder,
    read_list,
    read_port,
    read_secret,
    read_word,
    refuse_set,
)

BASE_DIR = Path(__file__).resolve().parent.parent

ARCHIVE_DATA = read_folder("ARCHIVE_DATA", BASE_DIR / "var")
SECRET_KEY = read_secret("SECRET_KEY", kept_in=ARCHIVE_DATA / "secret-key")
DEBUG = read_bool("DEBUG", default=False)
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = read_list("CSRF_TRUSTED_ORIGINS", default="")
PORT = read_port("PORT", default=8000)
NAMES_MODEL = read_word("NAMES_MODEL", default="")  # a spaCy pipeline in place of the tagger, or "none"
WORDS_FOLDER = read_word("WORDS_FOLDER", default="")  # the word lists, which know no Django, read it too
refuse_set("SEARCH_URL", "the name is kept for a search cluster, which this version cannot use yet; unset it")

# What the archive keeps beside the database, all of it in the data folder.
INDEX_FOLDER = ARCHIVE_DATA / "index"
AUTHORITY_FOLDER = BASE_DIR / "fixtures" / "authority"

INSTALLED_APPS = [
    "articles",
    "django_filters",
    "pgtrigger",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsarchive.middleware.content_security_policy",
    "newsarchive.middleware.DatabaseUnavailable",
    "newsarchive.middleware.InputRefused",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsarchive.middleware.searchable_edits",
]

ROOT_URLCONF = "newsarchive.urls"
WSGI_APPLICATION = "newsarchive.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {  # The parts that a page has many times over; see docs/decisions/0004-two-template-languages.md.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "articles.drawing.environment"},
    },
]

DATABASES = {
    "default": read_database(
        "DATABASE_URL",
        embedded={
            "ENGINE": "newsarchive.postgres",
            "NAME": "newsarchive",
            "DATA_FOLDER": ARCHIVE_DATA / "postgres",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        },
    )
}
# What articles/prepared.py asks is planned once for a connection; a pooler that gives every transaction
# another connection would not find the plan again.
PREPARE_AT = None if read_bool("DATABASE_POOLED", default=False) else 0
DATABASES["default"].setdefault("OPTIONS", {})["prepare_threshold"] = PREPARE_AT
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = ARCHIVE_DATA / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
