// Bundles the parser of toml without its lists of what it expected at each place, which the sources do not tell
// (`src/text/toml.ts` says what was found): a fifth of it.
import { readFile } from 'node:fs/promises';

const parser = /[\\/]node_modules[\\/]toml[\\/]lib[\\/]parser\.js$/;
/** What is taken out, what stands there instead, and how often the text has it at least: fewer is another parser. */
const cuts = [
  [/if \(peg\$silentFails === 0\) \{ peg\$fail\(peg\$e\d+\); \}/g, 'peg$fail();', 100],
  [/peg\$fail\(peg\$endExpectation\(\)\);/g, 'peg$fail();', 1],
  [
    /^ {4}if \(peg\$currPos < peg\$maxFailPos\) \{ return; \}$/gm,
    '    if (peg$silentFails > 0 || peg$currPos < peg$maxFailPos) return;',
    1,
  ],
  [/^ {2}const peg\$e\d+ = .*;$/gm, '', 20],
  [/^ {4}peg\$maxFailExpected\.push\(expected\);$/gm, '', 1],
  [/^ {2}format\(sources\) \{[\s\S]*?^ {2}\}$/gm, '', 1],
  [/^ {2}static buildMessage\([\s\S]*?^ {2}\}$/gm, "static buildMessage() { return ''; }", 1],
];

/** @returns {import('esbuild').Plugin} */
export const slimToml = () => ({
  name: 'slim-toml',
  setup(build) {
    build.onLoad({ filter: parser }, async ({ path }) => {
      let contents = await readFile(path, 'utf8');
      for (const [pattern, instead, least] of cuts) {
        if ([...contents.matchAll(pattern)].length < least)
          return { errors: [{ text: `the parser of toml has no ${pattern} any more` }] };
        contents = contents.replace(pattern, () => instead);
      }
      return { contents };
    });
  },
});
