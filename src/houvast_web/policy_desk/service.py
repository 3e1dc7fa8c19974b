"""What other apps may ask of the policy desk."""
