"""Where tables are computed: this machine (Polars), a second opinion (DuckDB), a cluster (Spark)."""
