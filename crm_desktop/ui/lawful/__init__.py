"""The plain question “Why may we call these people?”, wherever people meet it."""
