#!/bin/sh
set -e
pip install requests
npm ci
