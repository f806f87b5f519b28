"""The pages of a round: the ballot of a member, the slip in the hall, the sheet of a teller, and filling a plan."""
