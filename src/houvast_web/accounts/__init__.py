"""People with an account, their organisations and roles."""
