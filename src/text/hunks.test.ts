import { expect, it } from 'vitest';
import { readHunks } from './hunks.ts';

const patch = `@@ -1,3 +1,4 @@ def x():
 one
-two
+zwei
+ drei

\\ No newline at end of file
@@ -40 +41,2 @@
 @@ -1 +1 @@ is text here
+++ so is this\r`;

it('numbers the lines of the new side that hunks show', () => {
  expect([...readHunks(patch)]).toEqual([
    [1, 'one'],
    [2, 'zwei'],
    [3, ' drei'],
    [41, '@@ -1 +1 @@ is text here'],
    [42, '++ so is this\r'],
  ]);
});

it.each(['', '+a\n b', '@@ -1 +x @@\n+a', '@@ -1 +12345678901 @@\n+a'])('takes %j for no hunk', (text) => {
  expect([...readHunks(text)]).toEqual([]);
});
