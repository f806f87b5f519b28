"""What is true and who may do what: no request, no HTML.

Importing the package attaches the gate for writing; ``load_record_types()`` imports every record type.
"""

from models import writing
from models.registry import load_record_types, record_type, record_types

__all__ = ["load_record_types", "record_type", "record_types", "writing"]
