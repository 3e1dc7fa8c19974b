"""What speaks for the model: a trial done over, what the report on four futures says, and every measure turned round."""
