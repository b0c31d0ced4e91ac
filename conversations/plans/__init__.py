"""The official plans: one *.toml each, quoted word for word, and the loader that makes frozen data of them."""
