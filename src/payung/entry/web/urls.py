"""What Django resolves: the routes, and nothing else."""

from django.urls import path

from payung.entry.web.door import behind_door
from payung.entry.web.routes import ROUTES

urlpatterns = [path(route.path, behind_door(route), name=route.name) for route in ROUTES]
handler400 = "payung.entry.web.failures.bad_request"
handler403 = "payung.entry.web.failures.forbidden"
handler404 = "payung.entry.web.failures.not_found"
handler500 = "payung.entry.web.failures.broken"
