"""The statement between two counts: lists, evidence, judgements, files."""
