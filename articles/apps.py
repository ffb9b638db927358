from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Archive"

    def ready(self):
        """Has the checks of this app registered."""
        from articles import checks  # noqa: F401  importing it is what registers them
