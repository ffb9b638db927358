"""What has to be right before a command runs, in the form of Django's system checks."""

from django.core.checks import Error, register

from articles.importing import wordlists


@register()
def own_words_can_be_read(app_configs, **kwargs):
    """An error for each thing that is wrong with the user's own word lists."""
    hint = "docs/importing.md tells the form of hosts.txt and agencies.txt; unset WORDS_FOLDER to do without."
    return [Error(problem, hint=hint, id="articles.E001") for problem in wordlists.problems()]
