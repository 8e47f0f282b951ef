"""Corpora: many documents into Parquet datasets, on all cores or a cluster, and what they say of the same distances.

dataset.py  the folder of datasets: what is in it, and how a chunk of documents is committed
batch.py    documents -> chunks -> analyses -> parts; stopped and resumed at will
ledger.py   every distance that was printed for a pair of places, against the measured one
"""
