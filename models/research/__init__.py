"""Research and inspection: field studies, reports, formal recommendations (调研视察)."""
