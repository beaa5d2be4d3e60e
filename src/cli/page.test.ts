import { describe, expect, it } from 'vitest';
import { readRulePage } from '../app/rule-pages.ts';
import { painter } from '../reporters/text/style.ts';
import { rules } from '../rules/index.gen.ts';
import { renderPage } from './page.ts';

const plain = painter(false);

describe('renderPage', () => {
  it('breaks paragraphs and points anew, and leaves code and tables alone', () => {
    const page = [
      '# A title (`an-id`)',
      '',
      'Some **bold** and _leaning_ words, `trust_remote_code`, snake_case and [a page](../other/README.md).',
      '',
      '- a point that is longer than a line of it can be',
      '2. a second',
      '',
      '```json',
      '{ "a": "is not broken however long it may be, nor _changed_" }',
      '```',
      '',
      '| a | b |',
      '',
    ].join('\n');
    expect(renderPage(page, 40, plain).split('\n')).toEqual([
      'A title (`an-id`)',
      '',
      'Some bold and leaning words,',
      '`trust_remote_code`, snake_case and a',
      'page.',
      '',
      '- a point that is longer than a line of',
      '  it can be',
      '2. a second',
      '',
      '    { "a": "is not broken however long it may be, nor _changed_" }',
      '',
      '| a | b |',
      '',
    ]);
  });

  it('makes titles stand out where there is colour', () => {
    expect(renderPage('# A\n\n## B\n', 40, painter(true))).toBe('\u001b[1mA\u001b[0m\n\n\u001b[1;36mB\u001b[0m\n');
  });

  it.each(rules.map(({ meta }) => meta.id))(
    'prints the page of %s within 80 columns, but for code and tables',
    (id) => {
      const lines = renderPage(readRulePage(id) ?? '', 80, plain).split('\n');
      expect(lines.length).toBeGreaterThan(30);
      expect(lines.filter((line) => line.length > 80 && !/^(?: {4}|\|)/.test(line))).toEqual([]);
      expect(lines.filter((line) => /\]\(|^```|^#/.test(line))).toEqual([]);
    },
  );
});

describe('readRulePage', () => {
  it.each(['no-such-rule', '../../README', 'rules/index', '', '__proto__', 'a'.repeat(500)])(
    'has no page of %j',
    (id) => {
      expect(readRulePage(id)).toBeUndefined();
    },
  );
});
