"""Corpora: many documents into Parquet datasets, on all cores or a cluster, and what they say of the same distances.

dataset.py  the folder of datasets: what is in it, and how a chunk of documents is committed
batch.py    documents -> chunks -> analyses -> parts; stopped and resumed at will
workers.py  who does the work: this machine's cores, or a Dask cluster
counting.py about how many documents there are, for the progress bar
ledger.py   every distance that was printed for a pair of places, against the measured one
drawing.py  the ledger as a document that the map shows
"""
