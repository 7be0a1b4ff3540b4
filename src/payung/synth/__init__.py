"""A made-up country: people, villages and rosters with known mistakes, for demo, tests, benchmarks."""
