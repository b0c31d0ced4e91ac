"""The kinds of question, one file each: what is typed or tapped -> a value, or a sentence that helps.

Adding a kind: one file, one line in KINDS, its rows in tests/answers/.
"""
