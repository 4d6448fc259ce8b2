"""Knowledge as data: the ontology, the gazetteer, wordings, cues and shapes, as Turtle."""
