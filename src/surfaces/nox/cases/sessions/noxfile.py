import nox

@nox.session
def tests(session: nox.Session) -> None:
    """session.install("not-this")"""
    # session.install("nor-this")
    session.install("pytest", 'requests' "==2.0", f"numpy=={V}", *extra, silent=False)
    session.install(
        "-r", "requirements.txt",  # why
        r"a\b",
        name(1, "x"),
    )
    session.run("npx", "cowsay", external=True)
    session.conda_install("scipy", channel="acme")
    session.log("pip install no")
    mysession.install("no")
    session.install("-e", ".")
