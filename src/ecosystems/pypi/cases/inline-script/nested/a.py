# /// other
# x
# /// script
# dependencies = ["seen-by-some"]
# ///
