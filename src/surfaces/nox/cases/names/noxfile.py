import nox


@nox.session
def tests(s):
    s.install("pytest")
    s.run("pip", "install", "left")
    other.install("no")
    s.s.install("no")


@nox.session(python=["3.12"])
def docs(
    sess: nox.Session, django
):
    sess.run_install("uv", "pip", "install", "right")
    sess.conda_install("scipy", channel="acme")
    sess.conda_install("numpy", channel=["acme", 'other'], auto_offline=False)
    sess.conda_install("pandas", channel=CHANNEL)


def helper(*args, given: "Session"):
    given.run_always("npx", "cowsay")


class Tool:
    def go(self):
        self.install("no")
