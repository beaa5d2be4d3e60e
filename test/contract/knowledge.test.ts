import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { names } from '../../src/app/names.ts';
import { atlas } from '../../src/knowledge/atlas/index.ts';
import { readRelease } from '../../src/knowledge/atlas/release.ts';
import { rules } from '../../src/rules/index.gen.ts';

const root = resolve(import.meta.dirname, '../..');
const shared = process.env['GAZETTEER_SHARED'] ?? resolve(root, '../shared');
const packageLists = process.env['GAZETTEER_PACKAGE_LISTS'];

/** The lists that the bundled files are made of, as far as they are at hand. */
const sources = [
  { name: 'the ATLAS source (GAZETTEER_SHARED)', args: ['--atlas', join(shared, 'facts/atlas-techniques.json')] },
  {
    name: 'the package lists (GAZETTEER_PACKAGE_LISTS)',
    args: ['--npm', join(packageLists ?? '', 'npm.tsv'), '--pypi', join(packageLists ?? '', 'pypi.tsv')],
  },
  { name: 'the list of actions (data/actions.txt)', args: ['--actions', join(root, 'data/actions.txt')] },
  {
    name: 'the packages that run what a model writes (data/execution.json)',
    args: ['--execution', join(root, 'data/execution.json')],
  },
].filter(({ name, args }) => {
  const atHand = args.filter((arg) => !arg.startsWith('--')).every((file) => existsSync(file));
  if (!atHand) console.log(`skipped: ${name} is not at hand`);
  return atHand;
});

describe('the bundled ATLAS release', () => {
  const release = readRelease();

  it('is complete: content 2026.09, relations 5.6.0', () => {
    expect(release.versions).toEqual({ content: '2026.09', relations: '5.6.0' });
    const techniques = [...release.techniques.values()];
    expect(techniques).toHaveLength(208);
    expect(techniques.filter(({ parent }) => parent === undefined)).toHaveLength(120);
    expect(techniques.filter(({ parent }) => parent !== undefined)).toHaveLength(88);
    expect(release.tactics.size).toBe(16);
    expect(release.mitigations.size).toBe(40);
    expect(release.caseStudies.size).toBe(66);
    expect(release.retired.size).toBe(3);
  });

  it('refers to nothing that it does not hold', () => {
    for (const { id, parent, tactics, mitigations, caseStudies } of release.techniques.values()) {
      expect(tactics, id).not.toHaveLength(0);
      for (const tactic of tactics) expect(release.tactics.has(tactic), `${id} ${tactic}`).toBe(true);
      for (const mitigation of mitigations)
        expect(release.mitigations.has(mitigation), `${id} ${mitigation}`).toBe(true);
      for (const study of caseStudies) expect(release.caseStudies.has(study), `${id} ${study}`).toBe(true);
      if (parent !== undefined) expect(release.techniques.has(parent), id).toBe(true);
    }
    for (const successor of release.retired.values()) expect(release.techniques.has(successor)).toBe(true);
    for (const id of release.retired.keys()) expect(release.techniques.has(id)).toBe(false);
  });

  it.each([
    ['AML.T0060', 'Publish Hallucinated Entities', ['AML.TA0003']],
    ['AML.T0062', 'Discover LLM Hallucinations', ['AML.TA0008']],
    ['AML.T0010', 'AI Supply Chain Compromise', ['AML.TA0004']],
    ['AML.T0010.001', 'AI Software', ['AML.TA0004']],
    ['AML.T0011.001', 'Malicious Package', ['AML.TA0005']],
    ['AML.T0053', 'AI Agent Tool Invocation', ['AML.TA0005', 'AML.TA0012', 'AML.TA0015']],
    ['AML.T0072', 'Cyber Communication Channel', ['AML.TA0014']],
    ['AML.T0020', 'Training Data Poisoning', ['AML.TA0006']],
    ['AML.T0109', 'AI Supply Chain Rug Pull', ['AML.TA0007']],
    ['AML.T0115.001', 'Models', ['AML.TA0003']],
  ])('names %s %s', (id, name, tactics) => {
    const technique = atlas.technique(id);
    expect(technique?.name).toBe(name);
    expect([...(technique?.tactics ?? [])].sort()).toEqual(tactics);
  });

  it.each([
    ['AML.CS0022', 'ChatGPT Package Hallucination'],
    ['AML.CS0016', 'Achieving Code Execution in MathGPT via Prompt Injection'],
    ['AML.CS0015', 'Compromised PyTorch Dependency Chain'],
  ])('names %s %s', (id, name) => {
    expect(atlas.caseStudy(id)?.name).toBe(name);
  });

  it('names mitigations as the release does', () => {
    expect(atlas.mitigation('AML.M0013')?.name).toBe('Code Signing');
    expect(atlas.mitigation('AML.M0035')?.name).toBe('AI Red Teaming');
    expect(atlas.mitigation('AML.M0003')?.name).toBe('Predictive AI Model Hardening');
  });
});

describe.each(rules.map((rule) => [rule.meta.id, rule.meta.atlas] as const))('the citation of %s', (_, citation) => {
  it('exists in the release, with four techniques at most', () => {
    expect(citation.techniques.length).toBeLessThanOrEqual(4);
    expect(() => atlas.describe(citation)).not.toThrow();
    for (const { id } of citation.techniques) expect(atlas.technique(id)?.id, 'a retired id').toBe(id);
  });

  it('calls declared only what ATLAS links', () => {
    const linked = citation.techniques.flatMap(({ id }) => {
      const technique = atlas.technique(id);
      const parent = technique?.parent === undefined ? undefined : atlas.technique(technique.parent);
      return [...(technique?.mitigations ?? []), ...(parent?.mitigations ?? [])];
    });
    const declared = citation.mitigations.filter(({ basis }) => basis === 'atlas-declared').map(({ id }) => id);
    expect(declared.filter((id) => !linked.includes(id))).toEqual([]);
  });

  it('draws on a case study that shows one of its techniques', () => {
    const unshown = citation.techniques
      .filter(({ basis }) => basis === 'case-study')
      .filter(({ id }) => !citation.caseStudies.some((study) => atlas.technique(id)?.caseStudies.includes(study)));
    expect(unshown).toEqual([]);
  });
});

describe('the bundled files', () => {
  const tables = join(root, 'data/names');

  it('stay small', () => {
    const sizeOf = (path: string): number =>
      readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
    expect(sizeOf(tables)).toBeGreaterThan(2_000_000);
    expect(sizeOf(join(root, 'dist/data'))).toBeLessThan(2_500_000);
  });

  it.each(sources)(
    'are what $name makes',
    ({ args }) => {
      expect(checkData(args)).toEqual({ status: 0, said: '' });
    },
    300_000,
  );

  it('are refused from a source of another shape', () => {
    const manifest = join(root, 'package.json');
    expect(checkData(['--atlas', manifest]).status).toBe(2);
    expect(checkData(['--npm', manifest, '--pypi', manifest]).status).toBe(2);
    expect(checkData(['--actions', manifest]).status).toBe(2);
    expect(checkData(['--execution', manifest]).status).toBe(2);
    expect(checkData(['--pypi-index', manifest, '--date', '2030-01-01']).status).toBe(2);
    expect(checkData(['--pypi-index', manifest]).status).toBe(2);
    expect(checkData(['--npm', manifest, '--pypi', manifest, '--date', 'today']).status).toBe(2);
    expect(checkData([]).status).toBe(2);
  });
});

function checkData(args: readonly string[]): { readonly status: number | null; readonly said: string } {
  const script = join(root, 'scripts/data.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, ...args, '--check'], { encoding: 'utf8' });
  return { status, said: stderr };
}

/** Rows of a labelled set of names, where it is at hand; the first one names the columns. */
function readLabelled(file: string): readonly (readonly string[])[] {
  const path = join(shared, 'eval/names', file);
  if (!existsSync(path)) {
    console.log(`skipped: the labelled names (GAZETTEER_SHARED) are not at hand: ${file}`);
    return [];
  }
  const [, ...rows] = readFileSync(path, 'utf8').split('\n');
  return rows.filter((row) => row !== '').map((row) => row.split('\t'));
}

describe('the bundled names', () => {
  const now = new Date();

  it.for([
    ['npm', 'top15k_npm.tsv', 15_000],
    ['pypi', 'top15k_pypi.tsv', 14_985],
  ] as const)('rank those of %s as the reference list', ([ecosystem, file, count], context) => {
    const rows = readLabelled(file);
    if (rows.length === 0) return context.skip();
    const adopted = rows.map(([, name = '']) => names.adoptionOf(ecosystem, name, now));
    expect(adopted).toHaveLength(count);
    expect(adopted.filter(({ isKnown, isExact }) => !isKnown || isExact !== true)).toEqual([]);
    expect(adopted.map(({ rank }) => rank)).toEqual(rows.map((_, at) => at + 1));
  });

  it('know nearly no name that was invented', (context) => {
    const rows = readLabelled('hallucinated.tsv').filter(([ecosystem]) => ecosystem === 'pypi');
    if (rows.length === 0) return context.skip();
    const known = rows.filter(([ecosystem = '', name = '']) => names.adoptionOf(ecosystem, name, now).isKnown);
    expect(known.length).toBeLessThan(0.25 * rows.length);
  });

  it('tell placeholders as they were labelled', (context) => {
    const rows = readLabelled('placeholders_by_summary.tsv');
    if (rows.length === 0) return context.skip();
    const told = rows.filter(([ecosystem = '', name = '']) => names.placeholderClassOf(ecosystem, name) !== undefined);
    expect(told.length).toBeGreaterThan(0.95 * rows.length);
    const labelled = new Set(rows.map(([, name]) => name));
    const innocent = ['npm', 'pypi'].flatMap((ecosystem) =>
      readLabelled(`benign_weighted_${ecosystem}.tsv`).flatMap(([name = '']) => {
        const found = labelled.has(name) ? undefined : names.placeholderClassOf(ecosystem, name);
        return found === undefined ? [] : [{ found, leadsTo: names.lists.insteadOf(ecosystem, name) }];
      }),
    );
    // Former names of used packages are used themselves.
    expect(innocent.filter(({ found, leadsTo = '' }) => found !== 'redirect' || leadsTo === '')).toEqual([]);
    expect(innocent.length).toBeLessThan(5);
  });
});
