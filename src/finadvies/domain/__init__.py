"""What we talk about: facts, answers, conditions, clients, products, documents. Frozen records, no input or output."""
