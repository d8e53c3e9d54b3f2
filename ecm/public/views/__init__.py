"""The pages of the public site; they read the published copy and nothing else."""
