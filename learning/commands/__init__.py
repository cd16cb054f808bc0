"""The commands of learning, for who runs the machine."""
