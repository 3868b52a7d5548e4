"""An independent oracle: random messy 2025 workspaces whose right answer is known before a file is written.

It is written from the counting rules alone and imports nothing of the tool under test.
"""

from .build import Workspace, build_workspace
from .model import ANY

__all__ = ["ANY", "Workspace", "build_workspace"]
