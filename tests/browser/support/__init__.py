"""What the browser tests of the whole application share: a served demonstration, and the people who work with it."""
