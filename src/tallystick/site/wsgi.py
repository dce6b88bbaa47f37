"""The WSGI application, for any server that wants one."""

from tallystick.site import application as _application

application = _application()
