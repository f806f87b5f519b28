"""What members did, counted: computing, the account as a tree, grades, trials."""
