"""The tables of cases: the case itself, its tags, its history, and the lists behind the form."""
