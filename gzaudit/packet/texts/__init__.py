"""All text of a file that leaves the bureau, also where nobody sees it; asks nothing of the renderers."""
