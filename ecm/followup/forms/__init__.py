"""What is typed of acts and instructions."""
