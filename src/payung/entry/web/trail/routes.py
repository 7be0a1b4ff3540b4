"""Addresses of the trail."""

from payung.entry.web.route import Route
from payung.entry.web.trail.views import trail

ROUTES = [Route("jejak/", trail, "trail", "audit.see", "look")]
