"""Coaching: calls to review, reviews as both sides read them, scorecards, sampling."""
