"""The workbench: the library on screen, for policy makers, employers, workers and regions.

Django shows what `houvast` computes. Every app has a `service.py`, the only module that other apps may import; views
read a request and fill a template, and hold no arithmetic.
"""
