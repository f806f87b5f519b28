"""The pages of the proposal committee."""
