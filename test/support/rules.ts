import { ecosystems } from '../../src/ecosystems/index.gen.ts';
import { versions as npmVersions } from '../../src/ecosystems/npm/versions.ts';
import { versions as pypiVersions } from '../../src/ecosystems/pypi/versions.ts';
import type { ToolSetting } from '../../src/model/agent-tool.ts';
import type { Dependency, RegistryUse, Safeguard } from '../../src/model/dependency.ts';
import { type Fact, unknown } from '../../src/model/fact.ts';
import { purl } from '../../src/model/purl.ts';
import type { AnyRule, Draft, FactName, Facts, FactTypes } from '../../src/model/rule.ts';
import type {
  AmbiguitySubject,
  ArtifactSubject,
  ContradictionSubject,
  DependencySubject,
  EntryUseSubject,
  ExceptionSubject,
  ExecutionSubject,
  GapSubject,
  GateSubject,
  ImportSubject,
  InstallationSubject,
  InstructionSubject,
  MigrationSubject,
  MixtureSubject,
  ModelLoadSubject,
  RegistrySubject,
  SafeguardSubject,
  Subject,
  ToolSettingSubject,
} from '../../src/model/subject.ts';
import {
  type ChoiceLiterals,
  choicesOf,
  clientOf,
  ecosystemOfChoices,
  registriesOf,
  resolveChoices,
} from './choices.ts';

type FactLiteral<T> =
  | { readonly state: 'present'; readonly value: T; readonly source?: string }
  | { readonly state: 'absent'; readonly proof: string; readonly source?: string }
  | { readonly state: 'unknown'; readonly reason: string; readonly source?: string };

/**
 * `choice` is worked out by the program: of what the indexes say, or not at all. With it the registries of the subject and its
 * `public-twin` are told, unless they are given.
 */
export type FactLiterals = { readonly [N in Exclude<FactName, 'choice'>]?: FactLiteral<FactTypes[N]> } & {
  readonly choice?: ChoiceLiterals | FactLiteral<never>;
};

/** What a rule is given, as far as it matters to the case; the rest is ordinary. One kind of subject at a time. */
export interface RuleInput {
  readonly subject?: Partial<Omit<DependencySubject, 'dependency' | 'previous' | 'otherwise'>> & {
    /** The choices are those of the fact `choice`; there are no others then. */
    readonly otherwise?: Pick<NonNullable<DependencySubject['otherwise']>, 'by'>;
    readonly dependency?: Partial<Dependency>;
    /** Left out parts are those of an ordinary dependency, not those of `dependency`; the name is the same. */
    readonly previous?: Partial<Dependency>;
  };
  readonly registry?: Partial<Omit<RegistrySubject, 'use' | 'previous'>> & {
    readonly use?: Partial<RegistryUse>;
    readonly previous?: Partial<RegistryUse>;
  };
  /** Words and advice are those of the client. */
  readonly mixture?: Partial<Omit<MixtureSubject, 'title' | 'advice'>>;
  readonly migration?: Partial<MigrationSubject>;
  readonly safeguard?: { readonly before?: Partial<Safeguard>; readonly after?: Partial<Safeguard> };
  readonly tool?: Partial<Omit<ToolSettingSubject, 'setting'>> & { readonly setting?: Partial<ToolSetting> };
  readonly ambiguity?: Partial<AmbiguitySubject['ambiguity']>;
  readonly gap?: Partial<GapSubject>;
  readonly contradiction?: Partial<ContradictionSubject['contradiction']>;
  readonly artifact?: Partial<ArtifactSubject>;
  readonly installation?: Partial<Omit<InstallationSubject, 'installed'>> & {
    readonly installed?: Partial<InstallationSubject['installed']>;
  };
  readonly gate?: Partial<GateSubject>;
  readonly execution?: Partial<ExecutionSubject>;
  readonly load?: Partial<ModelLoadSubject>;
  readonly use?: Partial<EntryUseSubject>;
  readonly instruction?: Pick<InstructionSubject, 'instruction' | 'others' | 'further' | 'link'>;
  /** The package that is asked for is that of the same name, unless one is given. */
  readonly import?: Partial<Omit<ImportSubject, 'wanted'>> & {
    readonly module: string;
    readonly wanted?: RuleInput['subject'];
  };
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

function dependencyOf(patch: Partial<Dependency> = {}): Dependency {
  const name = patch.name ?? 'left-pad';
  const ecosystem = patch.ecosystem ?? 'npm';
  return {
    purl: purl(ecosystem, name, patch.version),
    ecosystem,
    name,
    rawName: name,
    source: { kind: 'registry' },
    direct: true,
    scope: 'runtime',
    location: line('package.json'),
    ...patch,
  };
}

/** An npm package that a package.json newly asks for on the public registry. */
export function subjectOf(patch: RuleInput['subject'] = {}): DependencySubject {
  const dependency = dependencyOf(patch.dependency);
  const { ecosystem, name } = dependency;
  const { previous, otherwise, ...rest } = patch;
  return {
    kind: 'dependency',
    fileRole: 'manifest',
    at: dependency.location,
    registries: [publicRegistry],
    choices: [],
    own: false,
    ownScope: false,
    mayHide: false,
    newToRepository: true,
    ...rest,
    ...(previous === undefined ? {} : { previous: dependencyOf({ ecosystem, name, ...previous }) }),
    ...(otherwise === undefined ? {} : { otherwise: { ...otherwise, choices: [] } }),
    dependency,
  };
}

const useOf = (patch: Partial<RegistryUse> = {}): RegistryUse => ({
  ecosystem: 'npm',
  url: 'https://npm.acme.example/',
  role: 'primary',
  location: line('.npmrc'),
  ...patch,
});

function registryOf({ use, previous, ...patch }: NonNullable<RuleInput['registry']>): RegistrySubject {
  const before = previous === undefined ? {} : { previous: useOf(previous) };
  return { kind: 'registry', trusted: false, at: line('.npmrc'), ...patch, use: useOf(use), ...before };
}

function mixtureOf(patch: NonNullable<RuleInput['mixture']>): MixtureSubject {
  const subject = {
    client: 'pip',
    indexes: ['https://pypi.example/simple', 'https://pypi.acme.example/simple'],
    guarded: 'https://pypi.acme.example/simple',
    at: line('requirements.txt'),
    ...patch,
  };
  const { title, advise } = clientOf(subject.client);
  return { kind: 'mixture', title, advice: advise(subject.guarded), ...subject };
}

const migrationOf = (patch: NonNullable<RuleInput['migration']>): MigrationSubject => ({
  kind: 'migration',
  ecosystem: 'npm',
  from: 'npm.acme.example',
  to: 'registry.npm.example',
  names: Array.from({ length: 12 }, (_, at) => `left-pad-${at + 1}`),
  at: line('package-lock.json'),
  ...patch,
});

function safeguardOf({ before, after }: NonNullable<RuleInput['safeguard']>): SafeguardSubject {
  const complete = (patch: Partial<Safeguard>): Safeguard => ({
    setting: 'ignore-scripts',
    value: 'false',
    guard: 'install-scripts',
    strength: 0,
    byDefault: 0,
    location: line('.npmrc'),
    ...patch,
  });
  return {
    kind: 'safeguard',
    at: line('.npmrc'),
    ...(before === undefined ? {} : { before: complete(before) }),
    ...(after === undefined ? {} : { after: complete(after) }),
  };
}

/** A server elsewhere, unless the setting says its kind. */
function toolOf({ setting, ...patch }: NonNullable<RuleInput['tool']>): ToolSettingSubject {
  const placed = { tool: 'files', location: line('.mcp.json') };
  const ordinary: readonly ToolSetting[] = [
    { kind: 'remote', url: 'https://mcp.acme.example/mcp', ...placed },
    { kind: 'plugins', url: 'https://github.com/octo/plugins', ...placed },
    {
      kind: 'secret',
      holder: 'the variable GITHUB_TOKEN',
      what: 'a GitHub token',
      isCertain: true,
      digest: '0',
      ...placed,
    },
    { kind: 'approval', setting: 'autoApprove', values: ['*'], reach: 'tool', location: placed.location },
  ];
  const base = ordinary.find(({ kind }) => kind === (setting?.kind ?? 'remote'));
  // What is put in is of the kind that it names.
  return { kind: 'tool-setting', at: placed.location, ...patch, setting: { ...base, ...setting } as ToolSetting };
}

const ambiguityOf = (patch: Partial<AmbiguitySubject['ambiguity']>): AmbiguitySubject => ({
  kind: 'ambiguity',
  ambiguity: { location: line('package.json'), reason: 'the key "left-pad" stands twice', ...patch },
  at: line('package.json'),
});

const gapOf = (patch: Partial<GapSubject>): GapSubject => ({
  kind: 'gap',
  reason: 'no package name at the start of the requirement',
  fileRole: 'manifest',
  at: line('requirements.txt'),
  ...patch,
});

const contradictionOf = (patch: Partial<ContradictionSubject['contradiction']>): ContradictionSubject => ({
  kind: 'contradiction',
  contradiction: {
    kind: 'drift',
    key: 'left-pad',
    message: 'left-pad is locked as ^1.0.0 but package.json asks for ^2.0.0',
    location: line('package-lock.json'),
    confidence: 'high',
    ...patch,
  },
  at: line('package-lock.json'),
});

const artifactOf = (patch: Partial<ArtifactSubject>): ArtifactSubject => ({
  kind: 'artifact',
  path: 'vendor/left-pad-1.3.0.tgz',
  change: 'added',
  at: line('package.json'),
  ...patch,
});

const installationOf = ({ installed, ...patch }: NonNullable<RuleInput['installation']>): InstallationSubject => ({
  kind: 'installation',
  promised: [privateRegistry.url],
  because: '.npmrc:2',
  isPublic: false,
  at: line('install.log'),
  ...patch,
  installed: { ecosystem: 'npm', name: 'left-pad', from: 'registry', location: line('install.log'), ...installed },
});

const gateOf = (patch: Partial<GateSubject> = {}): GateSubject => ({
  kind: 'gate',
  path: '.github/gazetteer.yml',
  role: 'configuration',
  change: 'modified',
  at: line('.github/gazetteer.yml'),
  ...patch,
});

const executionOf = (patch: Partial<ExecutionSubject> = {}): ExecutionSubject => ({
  kind: 'execution',
  name: 'exec',
  runs: 'code',
  client: 'OpenAI',
  steps: [{ ...line('app.py'), message: 'OpenAI answers here' }],
  lowered: [],
  isApart: false,
  credentials: [],
  hasTimeout: false,
  isProcess: false,
  at: line('app.py'),
  ...patch,
});

const loadOf = (patch: Partial<ModelLoadSubject>): ModelLoadSubject => ({
  kind: 'model-load',
  name: 'pickle.load',
  why: 'unpickling runs what the file says',
  remedy: 'Load a format that only holds data.',
  origin: 'download',
  at: line('app.py'),
  ...patch,
});

const entryUseOf = (patch: Partial<EntryUseSubject>): EntryUseSubject => ({
  kind: 'entry-use',
  ecosystem: 'pypi',
  package: 'langchain-experimental',
  entry: 'langchain_experimental.tools.PythonREPLTool',
  runs: 'its tools run Python that a model writes',
  isCalled: true,
  at: line('app.py'),
  ...patch,
});

const fileOf = { agent: 'AGENTS.md', code: 'src/login.ts', text: 'README.md' };

const instructionOf = (input: NonNullable<RuleInput['instruction']>): InstructionSubject => ({
  kind: 'instruction',
  at: line('place' in input.instruction ? fileOf[input.instruction.place] : '.vscode/tasks.json'),
  ...input,
});
function importOf({ wanted, ...patch }: NonNullable<RuleInput['import']>): ImportSubject {
  const name = patch.name ?? patch.module;
  const asked = subjectOf({ ...wanted, fileRole: 'code', dependency: { name, ...wanted?.dependency } });
  return { kind: 'import', name, mayComeFrom: [], at: line('src/app.py'), ...patch, wanted: asked };
}

const exceptionOf = (input: NonNullable<RuleInput['exception']>): ExceptionSubject => ({
  kind: 'exception',
  at: line('.github/gazetteer.yml'),
  ...input,
});

/** Literal answers; whatever is left out is unknown. */
export function factsOf(literals: FactLiterals = {}, moment = now): Facts {
  const choices = choicesIn(literals);
  const get = <N extends FactName>(name: N, subject: DependencySubject): Fact<FactTypes[N]> => {
    const resolved = choices === undefined ? {} : resolveChoices(choices, subject);
    // What stands under a name has that name's type.
    const literal = (literals[name] === choices ? undefined : literals[name]) as FactLiteral<FactTypes[N]> | undefined;
    const known = (resolved as { readonly [K in FactName]?: Fact<FactTypes[K]> })[name] as
      | Fact<FactTypes[N]>
      | undefined;
    return literal === undefined
      ? (known ?? unknown('it was not asked', 'nobody'))
      : { source: 'https://registry.npm.example/', ...literal };
  };
  return {
    now: moment,
    get,
    versions: ({ dependency }) => (dependency.ecosystem === 'pypi' ? pypiVersions : npmVersions),
    registryTitle: ({ dependency }) => (dependency.ecosystem === 'pypi' ? 'PyPI' : 'npm registry'),
  };
}

function choicesIn({ choice }: FactLiterals): ChoiceLiterals | undefined {
  return choice === undefined || 'state' in choice ? undefined : choice;
}

/** A dependency that has something to choose from. */
function chooserOf(patch: RuleInput['subject'] = {}, choices: ChoiceLiterals): DependencySubject {
  const subject = subjectOf({ ...patch, dependency: { ecosystem: ecosystemOfChoices, ...patch.dependency } });
  const found = choicesOf(choices, subject.dependency.name);
  const given = { ...subject, registries: patch.registries ?? registriesOf(found) };
  return patch.otherwise === undefined
    ? { ...given, choices: found }
    : { ...given, otherwise: { ...patch.otherwise, choices: found } };
}

/** The subject that an input is about: the first kind it names, else a dependency. */
function subjectIn(input: RuleInput): Subject {
  if (input.registry !== undefined) return registryOf(input.registry);
  if (input.safeguard !== undefined) return safeguardOf(input.safeguard);
  if (input.tool !== undefined) return toolOf(input.tool);
  if (input.ambiguity !== undefined) return ambiguityOf(input.ambiguity);
  if (input.gap !== undefined) return gapOf(input.gap);
  if (input.contradiction !== undefined) return contradictionOf(input.contradiction);
  if (input.artifact !== undefined) return artifactOf(input.artifact);
  if (input.installation !== undefined) return installationOf(input.installation);
  if (input.gate !== undefined) return gateOf(input.gate);
  if (input.execution !== undefined) return executionOf(input.execution);
  if (input.load !== undefined) return loadOf(input.load);
  if (input.use !== undefined) return entryUseOf(input.use);
  if (input.import !== undefined) return importOf(input.import);
  if (input.mixture !== undefined) return mixtureOf(input.mixture);
  if (input.migration !== undefined) return migrationOf(input.migration);
  if (input.instruction !== undefined) return instructionOf(input.instruction);
  if (input.exception !== undefined) return exceptionOf(input.exception);
  const choices = choicesIn(input.facts ?? {});
  return choices === undefined ? subjectOf(input.subject) : chooserOf(input.subject, choices);
}

/** Runs a rule as the engine does: over subjects of its own kinds only, and on inputs that nobody can change. */
export function runRule(rule: AnyRule, input: RuleInput): readonly Draft[] {
  const frozen = deepFreeze(structuredClone(input));
  const subject = deepFreeze(subjectIn(frozen));
  if (!rule.subjects.includes(subject.kind)) return [];
  const facts = deepFreeze(factsOf(frozen.facts, frozen.now));
  return rule.check(subject, facts, rule.options(frozen.options ?? Object.freeze({}), ecosystems));
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) deepFreeze(part);
  return Object.freeze(value);
}
