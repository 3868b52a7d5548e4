"""The unattended job: check → compute → report → package → send, told in a log and a summary."""
