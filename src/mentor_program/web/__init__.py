"""What people see. One screen = one module + one template + one test, named after the screen."""
