"""The agreement view: figures, charts, and the places behind each of them."""
