"""What numbers and fields say beside the text: what rises, what is done alike, what goes together.

Pure functions, without database; what they find is for the analyst alone.
"""
