#!/usr/bin/env python3
"""make_art.py [SAMPLE ...]: draws the pictures of the samples into their folders.

Nobody needs to run it to build or play; it is here so that the pictures have a source and can be
changed. It needs python3 and nothing else, and makes the same files every time.

The scripts and the pictures they make are in the public domain: CC0 1.0,
https://creativecommons.org/publicdomain/zero/1.0/
"""
import importlib
import os
import sys

SAMPLES = {"dodge": "art_dodge", "star_ledger": "art_ledger",
           "async_lab": "art_lab", "own_main": "art_own", "gallery_walk": "art_gallery",
           "quiz_night": "art_quiz", "two_tanks": "art_tanks",
           "echo_choir": "art_choir", "corner_shop": "art_shop"}

sys.dont_write_bytecode = True
here = os.path.dirname(os.path.abspath(__file__))
for sample in sys.argv[1:] or SAMPLES:
    folder = os.path.join(here, "..", sample)
    for inside in ("sprites", "rooms", "data"):
        os.makedirs(os.path.join(folder, inside), exist_ok=True)
    importlib.import_module(SAMPLES[sample]).make(folder)
