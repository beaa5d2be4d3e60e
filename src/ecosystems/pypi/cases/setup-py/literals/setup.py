from setuptools import find_packages, setup

NUMPY = "numpy" + ">=1.20"  # one place for the version
REQUIRED = ["requests>=2", 'Flask[async] ~= 3.0 ; python_version > "3.8"'] + [NUMPY]
extras = {
    "docs": ("sphinx", "furo==2024.1.29",),
    ':sys_platform == "win32"': ["pywin32"],
}

setup(
    name="acme-tool",
    version="1.0",
    packages=find_packages(exclude=["tests"]),
    install_requires=REQUIRED,
    extras_require=extras,
    setup_requires="setuptools_scm",
    tests_require="""
        pytest >= 8   # the runner
        # none of these
        pytest-cov
    """,
    dependency_links=[
        "https://files.acme.example/acme-core-1.2.tar.gz#egg=acme-core-1.2",
        "git+https://git.acme.example/x.git@abc#egg=acme_x",
        "https://files.acme.example/list/",
    ],
)
