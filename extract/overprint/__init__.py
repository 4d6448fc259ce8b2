"""Pages printed on top of each other, taken apart again."""

from extract.overprint.recover import RecoveredPage, Recovery, recover

__all__ = ["RecoveredPage", "Recovery", "recover"]
