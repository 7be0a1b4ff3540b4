"""Whose address it is behind a proxy: the one that the proxy itself saw, the last of X-Forwarded-For."""

from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """For django-axes. What stands before the last entry is what the visitor says of themselves."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return told or str(request.META.get("REMOTE_ADDR", ""))
