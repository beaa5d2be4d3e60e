import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../src/ecosystems', import.meta.url));
const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const read = (file: string): string => new TextDecoder().decode(readFileSync(file));

/** Reasons that the pages of an ecosystem explain: `text`, where `…` stands for what differs. */
function explained(files: readonly string[]): readonly RegExp[] {
  const sections = files
    .filter((file) => file.endsWith('README.md') && !file.includes('/cases/'))
    .map((file) => read(file).split('## What becomes `unparsed`')[1]?.split('\n## ')[0] ?? '');
  const items = sections.flatMap((section) => [...section.matchAll(/^- (.*?):? — /gm)].map(([, item = '']) => item));
  const quoted = items.flatMap((item) =>
    [...item.matchAll(/`` ?(.+?) ?``|`([^`]+)`/g)].map(([, a, b]) => a ?? b ?? ''),
  );
  return quoted.map((text) => {
    const parts = text.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`, 's');
  });
}

/** Reasons in the cases of the formats. */
const reasonsInCases = (files: readonly string[]): readonly string[] =>
  files
    .filter((file) => file.includes('/cases/') && file.endsWith('expected.json'))
    .flatMap((file) => {
      const { unparsed = [] }: { unparsed?: readonly { reason: string }[] } = JSON.parse(read(file));
      return unparsed.map(({ reason }) => reason);
    });

/** Reasons that stand in the code letter for letter, as the last argument of what records them. */
const reasonsInCode = (files: readonly string[]): readonly string[] =>
  files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('/cases/'))
    .flatMap((file) =>
      [...read(file).matchAll(/\b(?:unparsed|reject|addUnparsed)\([^;'`]{0,200}(['`])([^\n]{3,200}?)\1,?\s*\)/g)].map(
        ([, , text = '']) => text.replace(/\$\{[^}]*\}/g, '…'),
      ),
    )
    .filter((text) => text.includes(' ') && !text.includes("' : '"));

describe.each(['pypi', 'conda'])('what %s cannot read', (type) => {
  const files = filesOf(join(root, type));
  const pages = explained(files);

  it('is explained, kind by kind', () => {
    const reasons = [...new Set([...reasonsInCases(files), ...reasonsInCode(files)])];
    expect(reasons.length).toBeGreaterThan(3);
    expect(reasons.filter((reason) => !pages.some((page) => page.test(reason)))).toEqual([]);
  });
});

/** What says that something is not understood: methods and functions that take the reason, and what returns it. */
const tellers = /(?:\breject(?:Member|Entry)?|#reject|\bunknown)\(|\b(?:reason|dependsOnShell)\b(?:: string)? ?[=:] /g;

/** Files that speak of answers of a registry instead. */
const others = new Set(['lookups.ts']);

/** Texts of several words in a piece of source, with `…` for what is put into them. */
const textsIn = (source: string): readonly string[] =>
  [...source.matchAll(/'([^'\n]*)'|`([^`\n]*)`/g)]
    .map(([, plain, template = '']) => (plain ?? template).replace(/\$\{[^}]*\}/g, '…'))
    .filter((text) => text.includes(' '));

/** The arguments of a call, or the rest of a statement. */
function statementFrom(source: string, start: number): string {
  let open = 0;
  for (let at = start; at < source.length; at += 1) {
    const character = source.charAt(at);
    if (character === '(') open += 1;
    else if (character === ')' && open === 0) return source.slice(start, at);
    else if (character === ')') open -= 1;
    else if (character === ';') return source.slice(start, at);
  }
  return source.slice(start);
}

function reasonsIn(path: string, name: string): readonly string[] {
  const source = readFileSync(path, 'utf8');
  if (name === 'names.ts') return [...source.matchAll(/return [^;]*;/g)].flatMap(([statement]) => textsIn(statement));
  const flat = source.replace(/\$\{[^}]*\}/g, '…').replace(/^.*\bambiguities\.push\(.*$/gm, '');
  return [...flat.matchAll(tellers)].flatMap(({ index, 0: teller }) =>
    textsIn(statementFrom(flat, index + teller.length)),
  );
}

function reasonsOf(type: string): ReadonlySet<string> {
  const files = readdirSync(join(root, type), { recursive: true, withFileTypes: true }).filter(
    (entry) =>
      entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts') && !others.has(entry.name),
  );
  return new Set(files.flatMap(({ parentPath, name }) => reasonsIn(join(parentPath, name), name)));
}

it.each(['npm', 'jsr'])('the page of %s explains every reason that its code has, and no other', (type) => {
  const page = readFileSync(join(root, type, 'README.md'), 'utf8');
  const explained = new Set([...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, reason]) => reason ?? ''));
  const reasons = reasonsOf(type);
  expect(reasons.size).toBeGreaterThan(4);
  expect([...reasons].filter((reason) => !explained.has(reason)).sort()).toEqual([]);
  expect([...explained].filter((reason) => !reasons.has(reason)).sort()).toEqual([]);
});
