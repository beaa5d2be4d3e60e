from setuptools import setup as run
import setuptools
a = b = ["\u0065vil-escaped", r"raw-pkg", "cat" '>=1', b"bytes-pkg", u"uni"]
a = a + b + a
run(ｉnstall_requires=a, name=3)
setuptools.setup(**{"install_requires": ["__proto__", "spread-pkg>=1", "requ\u0435sts"]})
x = "setup(install_requires=['not-me'])"
# setup(install_requires=['nor-me'])
((((((((((((((((((((((((((((((((((((((((((([["deep"]]))))))
setup(extras_require={"x": [lambda: ["hidden"], ("nested", ["list-pkg"]), {"set-pkg"}]},
      setup_requires=None, tests_require=[], install_requires=["not a requirement !"])
