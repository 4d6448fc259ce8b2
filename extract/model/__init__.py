"""The recipe of the shipped Dutch pipeline: data in, pipeline and evaluation table out."""
