"""Nothing lapses unseen: cover that ends, is behind, or reaches the age limit."""
