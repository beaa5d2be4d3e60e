session.install('open
session.run("a" "b", (((
session.install("x", """multi
line""", =, ==1)
session.run("npm"