"""Training needs PyTorch, which is in the extra `train` and too large to ask of everyone who runs the tests."""

from importlib import util

collect_ignore = [] if util.find_spec("torch") else ["test_training.py"]
