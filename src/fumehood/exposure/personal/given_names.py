"""Given names, and which of them are ordinary words as well."""

import os
from functools import cache

from fumehood.exposure.words import words


@cache
def given_names() -> frozenset[str]:
    """Some 2,500 given names as they are written."""
    path = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "given_names.txt")
    with open(path, encoding="utf-8") as file:
        return frozenset(name for line in file if not line.startswith("#") for name in line.split())


ALSO_WORDS = words(
    """Adele Alba Alexa Alexandria Alpine Amber Angular Art Ash August Aurora Austin Autumn Ava Basil Bill Blake
    Blanche Brad Brand Carol Carolina Carter Celeste Chase Chelsea Chen Clay Claude Clementine Cody Constance Cora Cristal
    Crystal Daisy Dale Dawn Dean Dolores Don Earl Eve Faith Fanny Fay Felicity Florence Ford France Francis Frank
    Gene Georgia Gill Glen Grace Grant Hazel Heather Holly Hope Hui Hunter Ilta Iris Ivy Jack Jade Jasmine Jasper
    Jay Jean Jenkins Jing Jordan Joy Jules Julia June Justice Kumar Lance Lane Laurel Lee Li Lily Ling Lotus Loup
    Lumi Luz Mandy Mar Maria Marina Mark Marshall Mason Max Maxim Mei Melody Mercedes Mercy Miles Mimosa Morgan Neo
    Noel Nova Olive Pat Pearl Penny Percy Perry Pete Poppy Ray Reine Rex Rob Robin Rose Ruby Saga Sage Salvador
    Sandy Santiago Scarlett Sierra Siri Sky Skylar Sol Spencer Summer Sydney Ted Till Tone Tor Tracey Travis
    Trinidad Tristan Troy Tyler Una Usko Val Victor Victoria Vincent Violet Virginia Wade Warren Wayne Wei Will Win
    Xavier Xin Yan África"""
)
"""Names that begin the names of things as well (`Rose Garden`, `Travis Build`): alone they prove nothing."""
