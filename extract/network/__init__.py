"""The shipped network: tags, features, lemmas, sentence ends, trees and names of Dutch text, with numpy alone."""
