"""What a user can do, one module a verb. The only place where core, engines and gateways meet."""
