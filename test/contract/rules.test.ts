import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ecosystems } from '../../src/ecosystems/index.gen.ts';
import { atlas } from '../../src/knowledge/atlas/index.ts';
import type { AtlasCitation } from '../../src/model/atlas.ts';
import { type Confidence, confidences, type Severity, severities } from '../../src/model/finding.ts';
import { type Draft, type FactName, OptionError } from '../../src/model/rule.ts';
import { rules } from '../../src/rules/index.gen.ts';
import { type FactLiterals, type RuleInput, runRule } from '../support/rules.ts';

const rulesFolder = fileURLToPath(new URL('../../src/rules/', import.meta.url));

const headings = ['What it finds', 'Why', 'Fires on', 'Silent on', 'What to do', 'Options', 'When to except', 'Limits'];

/** The table of the public contract: the default first, then what a finding may be graded to. */
const contract: Readonly<Record<string, readonly Severity[]>> = {
  'agent-instructions': ['high', 'medium', 'low'],
  'agent-tool-package': ['medium', 'high', 'low'],
  'ambiguous-file': ['high'],
  'changed-integrity': ['critical'],
  'denied-package': ['critical'],
  'deprecated-package': ['low'],
  'direct-url': ['high', 'medium', 'low'],
  'executes-model-output': ['medium', 'low', 'info'],
  'expired-exception': ['medium'],
  'exposed-credential': ['medium'],
  'floating-requirement': ['low'],
  'gate-changed': ['high', 'low'],
  'hallucinated-name': ['high', 'medium', 'info'],
  'index-collision': ['high', 'critical', 'medium'],
  'insecure-source': ['high', 'medium'],
  'known-malicious': ['high', 'critical'],
  'known-vulnerable': ['medium', 'low', 'info'],
  'lockfile-drift': ['medium'],
  'lookalike-name': ['high', 'medium', 'low', 'info'],
  'lost-provenance': ['medium', 'low'],
  'missing-integrity': ['low', 'high'],
  'mixed-indexes': ['medium'],
  'model-output-execution': ['high', 'medium', 'low'],
  'new-install-script': ['medium', 'low'],
  'new-publisher': ['medium', 'low'],
  'new-young-dependency': ['medium'],
  'nonexistent-package': ['critical'],
  'nonexistent-version': ['high'],
  'recent-release': ['high', 'medium'],
  'registry-changed': ['high', 'medium'],
  'removed-package': ['high', 'critical'],
  'resurrected-name': ['high'],
  'tampered-lockfile': ['high'],
  'unadopted-package': ['medium', 'high'],
  'unbounded-model-execution': ['medium'],
  'unclaimed-name': ['high', 'medium', 'low'],
  'undeclared-import': ['high', 'medium', 'low', 'info'],
  'unexpected-source': ['high', 'critical', 'medium', 'low'],
  'unpinned-action': ['low', 'info', 'high'],
  'unreadable-dependency': ['medium'],
  'unsafe-model-load': ['medium', 'low'],
  'unused-exception': ['info'],
  'version-downgrade': ['medium', 'high', 'low'],
  'version-jump': ['medium', 'low'],
  'weakened-safeguard': ['high', 'medium'],
  'yanked-version': ['medium'],
  'young-package': ['high', 'medium', 'low'],
};

interface Example extends RuleInput {
  readonly finding?: { readonly severity: Severity; readonly confidence?: Confidence; readonly recheckAt?: string };
}

const exampleKeys = [
  ...[
    'subject',
    'registry',
    'safeguard',
    'ambiguity',
    'gap',
    'contradiction',
    'artifact',
    'installation',
    'gate',
    'exception',
  ],
  ...['mixture', 'migration', 'tool', 'execution', 'load', 'use', 'instruction', 'import'],
  ...['facts', 'options', 'now', 'finding'],
];

/** Rules that judge by files alone where no fact is known: what they then say rests on no fact. */
const judgeFilesToo: ReadonlySet<string> = new Set([
  'agent-tool-package',
  'changed-integrity',
  'denied-package',
  'direct-url',
  'executes-model-output',
  'undeclared-import',
  'unexpected-source',
  'unpinned-action',
]);

/** Rules about files that no text stands for: lockfiles, workflows, or what is only a manifest's own. */
const ignoreText: ReadonlySet<string> = new Set([
  'changed-integrity',
  'floating-requirement',
  'missing-integrity',
  'unexpected-source',
  'unpinned-action',
]);

/** Subjects that stand in text for people, too. */
const judgesText: ReadonlySet<string> = new Set(['dependency', 'registry', 'safeguard', 'mixture', 'tool-setting']);

/** The fenced JSON under a heading of a page. */
function examplesUnder(page: string, heading: string): readonly Example[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('```json\n')
    .slice(1)
    .map((rest): Example => JSON.parse(rest.slice(0, rest.indexOf('\n```'))));
}

const members = rules.map((rule) => {
  const page = readFileSync(join(rulesFolder, rule.meta.id, 'README.md'), 'utf8');
  return { rule, page, fires: examplesUnder(page, 'Fires on'), silent: examplesUnder(page, 'Silent on') };
});

const citationsOf = ({ rule, fires }: (typeof members)[number]): readonly AtlasCitation[] => [
  rule.meta.atlas,
  ...fires.flatMap((example) => runRule(rule, example).flatMap(({ atlas }) => (atlas === undefined ? [] : [atlas]))),
];

const unanswered = (facts: FactLiterals, names: readonly FactName[]): FactLiterals => ({
  ...facts,
  ...Object.fromEntries(names.map((name) => [name, { state: 'unknown', reason: 'it did not answer' }])),
});

const claimsAbsence = (draft: Draft, names: readonly string[]): boolean =>
  draft.evidence.some(({ fact, observed }) => observed === 'absent' && names.includes(fact));

it('registers every folder under its own name', () => {
  const folders = readdirSync(rulesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(rules.map(({ meta }) => meta.id)).toEqual(folders.map(({ name }) => name).sort());
  expect(Object.keys(contract)).toEqual(rules.map(({ meta }) => meta.id));
});

describe.each(members)('$rule.meta.id', (member) => {
  const { rule, page, fires, silent } = member;
  const { meta } = rule;

  it('has a page with the headings in order and examples of both kinds', () => {
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(headings);
    expect(page).toContain(`(\`${meta.id}\`)`);
    // A heading with a word below it tells nothing.
    for (const section of page.split(/^## /m).slice(1))
      expect(section.split('\n').slice(1).join('').length).toBeGreaterThan(30);
    expect(fires.length).toBeGreaterThan(0);
    expect(silent.length).toBeGreaterThan(0);
    for (const example of [...fires, ...silent])
      expect(exampleKeys).toEqual(expect.arrayContaining(Object.keys(example)));
  });

  it('says on its page how it grades text for people', () => {
    const judges = rule.subjects.some((kind) => judgesText.has(kind));
    expect(page.includes('two grades lower')).toBe(judges && !ignoreText.has(meta.id));
  });

  it('has the default severity of the contract and a summary within limits', () => {
    expect(meta.severity).toBe(contract[meta.id]?.[0]);
    expect(meta.summary.length).toBeLessThanOrEqual(1024);
    expect(meta.title.length).toBeLessThanOrEqual(60);
  });

  it.each(fires)('fires as its page says (%#)', (example) => {
    const drafts = runRule(rule, example);
    expect(drafts).toHaveLength(1);
    for (const draft of drafts) {
      const shown = {
        severity: draft.severity ?? meta.severity,
        confidence: draft.confidence ?? meta.confidence,
        recheckAt: draft.course?.[0]?.at,
      };
      expect(shown).toMatchObject(example.finding ?? { severity: 'the page must say' });
      if (example.options === undefined) expect(contract[meta.id]).toContain(shown.severity);
      expect(severities).toContain(shown.severity);
      expect(confidences).toContain(shown.confidence);
      expect(draft.message.length).toBeLessThan(300);
      expect(draft.message).toMatch(/\.$/);
      expect(draft.remediation).toMatch(/^[A-Z][^\n]*\.$/);
      expect(draft.evidence.length).toBeGreaterThan(0);
      for (const { source } of draft.evidence) expect(source).not.toBe('');
    }
  });

  it.each(silent)('is silent as its page says (%#)', (example) => {
    expect(example.finding).toBeUndefined();
    expect(runRule(rule, example)).toEqual([]);
  });

  it.each([...fires, ...silent])('gives the same answer twice (%#)', (example) => {
    expect(runRule(rule, example)).toEqual(runRule(rule, example));
  });

  it.each([...fires, ...silent])('claims no absence where nothing is known (%#)', (example) => {
    const all = runRule(rule, { ...example, facts: {} });
    expect(all.filter((draft) => claimsAbsence(draft, meta.needs))).toEqual([]);
    const resting = all.flatMap(({ evidence }) => evidence.map(({ fact }) => fact));
    if (judgeFilesToo.has(meta.id))
      expect(resting.filter((fact) => meta.needs.some((name) => name === fact))).toEqual([]);
    else if (meta.needs.length > 0) expect(all).toEqual([]);
    for (const name of meta.needs) {
      const drafts = runRule(rule, { ...example, facts: unanswered(example.facts ?? {}, [name]) });
      expect(drafts.filter((draft) => claimsAbsence(draft, [name]))).toEqual([]);
    }
  });

  it('asks only for the facts it declares', () => {
    const undeclared: FactName[] = [
      'package',
      'release',
      'predecessor',
      'additions',
      'sibling',
      'startup',
      'build',
      'elsewhere',
      'public-twin',
      'malware',
      'vulnerabilities',
      'was-vulnerable',
      'adoption',
      'lookalike',
      'meaning',
      'about',
      'target',
      'commit',
      'execution',
      'choice',
      'predecessor',
    ];
    const others = undeclared.filter((name) => !meta.needs.includes(name));
    for (const example of fires) {
      const without = runRule(rule, { ...example, facts: unanswered(example.facts ?? {}, others) });
      expect(without).toEqual(runRule(rule, example));
    }
  });

  it('bounds what hostile names and notices put into a message', () => {
    const long = 'x'.repeat(100_000);
    for (const example of fires) {
      const text = JSON.stringify(example).replace(
        /"(name|rawName|proof|deprecated|yanked|statusReason|reason|privateBy|path|setting|value|text|message|requirement|ref|host|holder|what|tool|agentTool)": ?"(?:[^"\\]|\\.)*"/g,
        `"$1":"${long}"`,
      );
      const hostile: Example = JSON.parse(text);
      const drafts = runRule(rule, hostile);
      expect(drafts.length).toBeLessThanOrEqual(1);
      for (const draft of drafts) {
        expect(draft.message.length).toBeLessThan(900);
        expect(draft.remediation.length).toBeLessThan(500);
        for (const { source, value } of draft.evidence) expect(source.length + value.length).toBeLessThan(1100);
      }
    }
  });

  it('shows no credentials of the addresses it speaks of', () => {
    for (const example of fires) {
      const text = JSON.stringify(example).replace(
        /"(url|resolved|text|value|reason|message)":"([^"]*?):\/\/([^"#]*)/g,
        '"$1":"$2://user:hunter2@$3?token=hunter2',
      );
      const said = JSON.stringify(runRule(rule, JSON.parse(text)));
      expect(said).not.toContain('hunter2');
    }
  });

  it('has options with defaults, and says which key is wrong', () => {
    const defaults = rule.options({}, ecosystems);
    expect(defaults).toEqual(rule.options({}, ecosystems));
    const hasNone = Object.keys(defaults ?? {}).length === 0;
    expect(page.includes('None besides `severity` and `mode`, which every rule has.')).toBe(hasNone);
    expect(thrownBy(() => rule.options({ sevrity: 1 }, ecosystems))).toMatchObject({
      name: 'OptionError',
      key: 'sevrity',
    });
    for (const key of Object.keys(defaults ?? {})) {
      expect(page).toContain(`\`${key}\``);
      for (const wrong of [42, 'high', null, true, [{}], [[]], { 'no purl': 'off' }]) {
        const error = thrownBy(() => rule.options({ [key]: wrong }, ecosystems));
        expect(error).toBeInstanceOf(OptionError);
        expect(error).toMatchObject({ key: expect.stringMatching(new RegExp(`^${key}`)) });
      }
    }
  });

  it('cites at most four ATLAS techniques, with a weakness and a technique spelled as they should be', () => {
    for (const { techniques } of citationsOf(member)) expect(techniques.length).toBeLessThanOrEqual(4);
    for (const id of meta.cwe) expect(id).toMatch(/^CWE-\d+$/);
    for (const id of meta.attack) expect(id).toMatch(/^T\d{4}(\.\d{3})?$/);
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe.each(members)('ATLAS citations of $rule.meta.id', (member) => {
  it.each(citationsOf(member))('exist in the bundled release, and are declared where they say so (%#)', (citation) => {
    const cited = citation.techniques.map(({ id }) => atlas.technique(id));
    expect(cited.map((technique) => technique?.id)).toEqual(citation.techniques.map(({ id }) => id));
    const studies = cited.flatMap((technique) => technique?.caseStudies ?? []);
    for (const id of citation.caseStudies) {
      expect(atlas.caseStudy(id)?.id).toBe(id);
      expect(studies).toContain(id);
    }
    for (const { id, basis } of citation.techniques) {
      const own = atlas.technique(id)?.caseStudies ?? [];
      if (basis === 'case-study') expect(citation.caseStudies.some((study) => own.includes(study))).toBe(true);
    }
    const declared = cited.flatMap((technique) => technique?.mitigations ?? []);
    for (const { id, basis } of citation.mitigations) {
      expect(atlas.mitigation(id)?.id).toBe(id);
      expect(basis).toBe(declared.includes(id) ? 'atlas-declared' : 'asserted');
    }
  });
});
