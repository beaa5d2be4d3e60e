import os
from setuptools import setup
from acme_build import more_requirements

def read(name):
    return open(os.path.join(os.path.dirname(__file__), name)).read().splitlines()

requirements = read("requirements.txt")
tests = [f"pytest=={os.environ['V']}", "tox", *more_requirements]
base = ["attrs"]
if os.name == "nt":
    base.append("colorama")
base += ["six"]
extras = {"a": ["x-a"]}
extras["b"] = ["x-b"] if os.name == "nt" else []
extras["c"] = ["x-c"]

setup(
    name="acme",
    install_requires=requirements,
    tests_require=tests,
    setup_requires=[line for line in read("build.txt")],
    extras_require=extras,
    **read_settings()
)
settings = dict(install_requires=base + unknown, name="other")
settings["setup_requires"] = ["wheel" "==0.43"]
setup(**settings)
