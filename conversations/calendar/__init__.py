"""The calendar of the plans: their ways of dating, typed, and Vietnam's working days. It never asks the clock."""
