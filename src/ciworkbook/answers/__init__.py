"""What was answered: answers, visits, people, and how visits compare."""
