import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MalformedFileError } from '../../model/ecosystem.ts';
import { findScriptBlock } from './inline-script.ts';

/** The specification's own expression and reading (packaging.python.org, inline script metadata). */
function bySpecification(text: string): string | undefined | 'two' {
  const pattern = /^# \/\/\/ (?<type>[a-zA-Z0-9-]+)$\s(?<content>(^#(| [^\n]*)$\s)+)^# \/\/\/$/gm;
  const blocks = [...text.matchAll(pattern)].filter(({ groups }) => groups?.['type'] === 'script');
  if (blocks.length > 1) return 'two';
  const lines = blocks[0]?.groups?.['content']?.split('\n').slice(0, -1);
  return lines?.map((line) => (line.startsWith('# ') ? line.slice(2) : line.slice(1))).join('\n');
}

function byHand(text: string): string | undefined | 'two' {
  try {
    const lines = findScriptBlock(text)?.lines ?? [];
    return lines.length === 0 ? undefined : lines.map(({ content, end }) => text.slice(content, end)).join('\n');
  } catch (error) {
    if (error instanceof MalformedFileError) return 'two';
    throw error;
  }
}

const line = fc.constantFrom(
  '# /// script',
  '# ///',
  '# /// other',
  '#',
  '# a',
  '#b',
  '',
  'x',
  ' # ///',
  '# /// ',
  '# /// script ',
);

it('finds what the expression of the specification finds', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
      const text = lines.join('\n');
      expect(byHand(text)).toBe(bySpecification(text));
    }),
    { numRuns: 3000 },
  );
});
