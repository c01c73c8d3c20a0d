"""Past commands judged anew: from the record, or from the assistants' own transcripts. Nothing is run."""
