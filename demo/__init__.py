"""The demo: invented cases, and the code that plays them through the operations with a moved clock."""
