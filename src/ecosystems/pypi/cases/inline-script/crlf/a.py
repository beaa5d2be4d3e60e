# /// script
# dependencies = ["a>=1",
#   3]
# ///
