# /// script
# dependencies = ["not-me"]

print("# ///")
