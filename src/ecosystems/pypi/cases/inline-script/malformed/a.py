x = 1
# /// script
# dependencies = [
# ///
