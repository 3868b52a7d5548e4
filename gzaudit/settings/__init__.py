"""gzaudit.toml: every setting, its default, and the refusal of whatever is not one."""

from gzaudit.settings.load import load_settings
from gzaudit.settings.model import Budget, Privacy, Settings, Switch
from gzaudit.settings.values import FILE

__all__ = ["FILE", "Budget", "Privacy", "Settings", "Switch", "load_settings"]
