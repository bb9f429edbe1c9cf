"""Make a copy of the sample and print where it is: `python -m cueline.resources.sample`."""

from cueline.resources.sample import copy_sample

print(copy_sample())
