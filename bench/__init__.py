"""`make bench`: is it still quick when it is large? See docs/bench.md."""
