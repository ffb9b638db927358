"""Counted ahead: what the long lists of an index come to, before anybody asks.

To count who is in a hundred thousand articles takes time, and what takes longest is asked for most: a single
word, a country, everything. So every list of some thousand articles is counted when an index is built, and
whenever somebody has it done later. What changes after that is noted. A question counts it twice, as it was
and as it is, and the difference is exact; that is worth it while what changed is little beside the list.
"""
