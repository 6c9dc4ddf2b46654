"""The fictional organisations that `mentor-program run` shows. Nothing of it exists outside the demo."""


def load_demo() -> bool:
    """See `mentor_program.demo.load.load_demo`; needs Django set up and the database running."""
    from mentor_program.demo.load import load_demo

    return load_demo()
