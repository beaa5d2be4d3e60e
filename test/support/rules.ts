import { versions as npmVersions } from '../../src/ecosystems/npm/versions.ts';
import { versions as pypiVersions } from '../../src/ecosystems/pypi/versions.ts';
import type { Dependency } from '../../src/model/dependency.ts';
import { type Fact, unknown } from '../../src/model/fact.ts';
import { purl } from '../../src/model/purl.ts';
import type { AnyRule, Draft, FactName, Facts, FactTypes } from '../../src/model/rule.ts';
import type { DependencySubject, ExceptionSubject, GateSubject } from '../../src/model/subject.ts';

type FactLiteral<T> =
  | { readonly state: 'present'; readonly value: T; readonly source?: string }
  | { readonly state: 'absent'; readonly proof: string; readonly source?: string }
  | { readonly state: 'unknown'; readonly reason: string; readonly source?: string };

export type FactLiterals = { readonly [N in FactName]?: FactLiteral<FactTypes[N]> };

/** What a rule is given, as far as it matters to the case; the rest is ordinary. */
export interface RuleInput {
  readonly subject?: Partial<Omit<DependencySubject, 'dependency'>> & { readonly dependency?: Partial<Dependency> };
  readonly gate?: Partial<GateSubject>;
  readonly exception?: Pick<ExceptionSubject, 'exception' | 'state'>;
  readonly facts?: FactLiterals;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly now?: string;
}

export const now = '2026-03-10T12:00:00Z';
export const publicRegistry = {
  url: 'https://registry.npm.example/',
  public: true,
  trusted: true,
  origin: 'the public default',
} as const;
export const privateRegistry = {
  url: 'https://npm.acme.example/',
  public: false,
  trusted: true,
  origin: 'the configuration',
} as const;

const line = (path: string) => ({ path, startLine: 3, startColumn: 5, endLine: 3, endColumn: 25 });

/** An npm package that a package.json newly asks for on the public registry. */
export function subjectOf(patch: RuleInput['subject'] = {}): DependencySubject {
  const name = patch.dependency?.name ?? 'left-pad';
  const ecosystem = patch.dependency?.ecosystem ?? 'npm';
  const dependency: Dependency = {
    purl: purl(ecosystem, name, patch.dependency?.version),
    ecosystem,
    name,
    rawName: name,
    source: { kind: 'registry' },
    direct: true,
    scope: 'runtime',
    location: line('package.json'),
    ...patch.dependency,
  };
  return {
    kind: 'dependency',
    fileRole: 'manifest',
    at: dependency.location,
    registries: [publicRegistry],
    own: false,
    ownScope: false,
    mayHide: false,
    newToRepository: true,
    ...patch,
    dependency,
  };
}

const gateOf = (patch: Partial<GateSubject> = {}): GateSubject => ({
  kind: 'gate',
  path: '.github/gazetteer.yml',
  role: 'configuration',
  change: 'modified',
  at: line('.github/gazetteer.yml'),
  ...patch,
});

const exceptionOf = (input: NonNullable<RuleInput['exception']>): ExceptionSubject => ({
  kind: 'exception',
  at: line('.github/gazetteer.yml'),
  ...input,
});

/** Literal answers; whatever is left out is unknown. */
export function factsOf(literals: FactLiterals = {}, moment = now): Facts {
  const get = <N extends FactName>(name: N): Fact<FactTypes[N]> => {
    const literal = literals[name];
    return literal === undefined
      ? unknown('it was not asked', 'nobody')
      : { source: 'https://registry.npm.example/', ...literal };
  };
  return {
    now: moment,
    get,
    versions: ({ dependency }) => (dependency.ecosystem === 'pypi' ? pypiVersions : npmVersions),
    registryTitle: ({ dependency }) => (dependency.ecosystem === 'pypi' ? 'PyPI' : 'npm registry'),
  };
}

/** Runs a rule as the engine does: over subjects of its own kind only, and on inputs that nobody can change. */
export function runRule(rule: AnyRule, input: RuleInput): readonly Draft[] {
  const frozen = deepFreeze(structuredClone(input));
  const facts = deepFreeze(factsOf(frozen.facts, frozen.now));
  const options = frozen.options ?? Object.freeze({});
  if (rule.subjects.includes('gate')) {
    if (frozen.subject !== undefined || frozen.exception !== undefined) return [];
    return rule.check(deepFreeze(gateOf(frozen.gate)), facts, rule.options(options));
  }
  if (rule.subjects.includes('exception')) {
    return frozen.exception === undefined
      ? []
      : rule.check(deepFreeze(exceptionOf(frozen.exception)), facts, rule.options(options));
  }
  return rule.check(deepFreeze(subjectOf(frozen.subject)), facts, rule.options(options));
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
