"""What is kept: people, decrees, person-months and every act in one database; its keys and its copies."""
