"""From readings to an RDF graph that answers questions: vocabulary, graph, check, store, query, export.

``kg`` knows RDF and no Dutch; what a letter says comes from :mod:`extract` as frozen values.
"""

__version__ = "0.1.0"
