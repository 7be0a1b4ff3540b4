"""What is known of a person: NIK, name, occupation."""
