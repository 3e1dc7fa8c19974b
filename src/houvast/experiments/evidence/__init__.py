"""Evidence: a trial done over, a report held against the model, and every measure turned round."""
