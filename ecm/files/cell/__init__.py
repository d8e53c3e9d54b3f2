"""What opens a stranger's file: run in a process of its own, without Django or secrets.

Nothing here may import the application, and nothing else may import what is here.
"""
