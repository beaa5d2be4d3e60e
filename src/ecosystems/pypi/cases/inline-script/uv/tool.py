#!/usr/bin/env -S uv run --script
# /// script
# requires-python = ">=3.12"
# dependencies = [
#   "requests<3",
#   "rich[extra] >= 13 ; python_version > '3.8'",
#   "not a requirement !",
# ]
#
# [tool.uv]
# exclude-newer = "2024-10-16T00:00:00Z"
# index-strategy = "unsafe-best-match"
# [[tool.uv.index]]
# name = "acme"
# url = "https://pypi.acme.example/simple"
# explicit = true
# [tool.uv.sources]
# acme-core = { index = "acme" }
# acme-git = { git = "https://git.acme.example/x" }
# ///
import requests

# /// other
# dependencies = ["not-me"]
# ///
