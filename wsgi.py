"""What a web server serves: ``flask --app wsgi`` and ``gunicorn wsgi:app`` both find ``app`` here."""

from config import Settings
from panel import create_app

app = create_app(Settings.or_exit())
