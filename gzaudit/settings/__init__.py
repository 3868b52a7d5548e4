"""gzaudit.toml: every setting, its default, and the refusal of whatever is not one."""

from gzaudit.settings.load import load_mailing, load_reply, load_settings
from gzaudit.settings.mailing import Mailing
from gzaudit.settings.model import Budget, Privacy, Settings, Switch
from gzaudit.settings.values import FILE

__all__ = [
    "FILE",
    "Budget",
    "Mailing",
    "Privacy",
    "Settings",
    "Switch",
    "load_mailing",
    "load_reply",
    "load_settings",
]
