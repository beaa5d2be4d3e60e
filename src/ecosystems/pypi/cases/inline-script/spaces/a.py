# /// script 
# dependencies = ["not-me"]
# ///
 # /// script
# dependencies = ["nor-me"]
# ///

text = """
# /// script
#dependencies = ["nor-this"]
# ///
# /// script
# dependencies = ["in-a-string"]
# more = '''
# kept
#   [
# '''
# ///
# /// 
"""
