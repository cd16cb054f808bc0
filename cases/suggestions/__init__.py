"""What a text suggests: tags, title, articles and roles of sentences, with the reason. Pure."""
