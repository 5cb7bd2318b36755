"""The guides: what an IOP is, whom it helps, how to choose and pay; and two ways of being asked step by step."""
