"""The doctor: examines a deployment and says in French how to mend what is wrong."""
