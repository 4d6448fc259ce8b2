"""Pages printed on top of each other, taken apart again."""

from extract.overprint.recovery import RecoveredPage, Recovery, recover

__all__ = ["RecoveredPage", "Recovery", "recover"]
