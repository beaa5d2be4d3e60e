import { confidences, severities } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { ConfigContext } from './context.ts';
import { defaultPolicy } from './defaults.ts';
import { readDocument } from './document.ts';
import { readExceptions } from './exception-entries.ts';
import { type Field, readChoice, readKeys, readList, readNumber } from './field.ts';
import { readFirstParty, readPrivateNames } from './names.ts';
import type { StatedPolicy } from './override.ts';
import { fail } from './problem.ts';
import { readRegistriesByEcosystem, readServices } from './registries.ts';
import { readRules } from './rules.ts';
import { readPathGlob, readSize, readUrl } from './values.ts';

/** Keys of the format that need more than this version has. */
const laterKeys = ['extends', 'approved', 'denied'] as const;

const keys = [
  'version',
  'fail-on',
  'fail-on-confidence',
  'on-unverified',
  'registries',
  'trusted-registries',
  'private',
  'first-party',
  'services',
  'budget',
  'rules',
  'ignore-paths',
  'exceptions',
  ...laterKeys,
] as const;

type Root = ReadonlyMap<(typeof keys)[number], Field>;

/**
 * Reads a configuration; without a text, and for what the text leaves out, the defaults.
 * @throws AuditError `config`, which names the file, the line, the key and the remedy
 */
export async function loadPolicy(text: string | undefined, context: ConfigContext): Promise<StatedPolicy> {
  const value = text === undefined ? undefined : await readDocument(text, context.path);
  if (value === undefined) return { ...defaultPolicy, stated: new Set() };
  const root = readKeys({ path: context.path, line: value.line, key: '', value }, keys);
  refuseWhatIsLater(root);
  return readPolicy(root, context);
}

function refuseWhatIsLater(root: Root): void {
  from(root.get('version'), 1, (field) => readNumber(field, 1, 1));
  for (const key of laterKeys) {
    const field = root.get(key);
    if (field !== undefined) fail(field, 'this version does not support the key yet', 'remove the key');
  }
}

function readPolicy(root: Root, context: ConfigContext): StatedPolicy {
  const standard = defaultPolicy;
  const firstParty = from(root.get('first-party'), {}, (field) => readFirstParty(field, context));
  return {
    failOn: from(root.get('fail-on'), standard.failOn, (field) => readChoice(field, [...severities, 'never'])),
    failOnConfidence: from(root.get('fail-on-confidence'), standard.failOnConfidence, (field) =>
      readChoice(field, confidences),
    ),
    onUnverified: from(root.get('on-unverified'), standard.onUnverified, (field) =>
      readChoice(field, ['fail', 'warn']),
    ),
    stated: readStated(root),
    registries: from(root.get('registries'), standard.registries, (field) => readRegistriesByEcosystem(field, context)),
    trustedRegistries: from(root.get('trusted-registries'), standard.trustedRegistries, (field) =>
      readList(field, 'addresses').map(readUrl),
    ),
    private: from(root.get('private'), standard.private, (field) => readPrivateNames(field, context)),
    firstParty: standard.firstParty,
    ...firstParty,
    services: from(root.get('services'), standard.services, readServices),
    budget: from(root.get('budget'), standard.budget, readBudget),
    rules: from(root.get('rules'), standard.rules, (field) => readRules(field, context)),
    ignorePaths: from(root.get('ignore-paths'), standard.ignorePaths, (field) =>
      readList(field, 'paths').map(readPathGlob),
    ),
    exceptions: from(root.get('exceptions'), standard.exceptions, (field) => readExceptions(field, context)),
  };
}

/** What a key says, or what holds where it is missing. */
const from = <T>(field: Field | undefined, standard: T, read: (field: Field) => T): T =>
  field === undefined ? standard : read(field);

function readStated(root: Root): NonNullable<StatedPolicy['stated']> {
  const names = [
    ['fail-on', 'failOn'],
    ['fail-on-confidence', 'failOnConfidence'],
    ['on-unverified', 'onUnverified'],
  ] as const;
  return new Set(names.filter(([key]) => root.has(key)).map(([, name]) => name));
}

function readBudget(field: Field): Policy['budget'] {
  const found = readKeys(field, ['requests', 'seconds', 'bytes']);
  const { requests, seconds, bytes } = defaultPolicy.budget;
  return {
    requests: from(found.get('requests'), requests, (entry) => readNumber(entry, 1, 1_000_000)),
    seconds: from(found.get('seconds'), seconds, (entry) => readNumber(entry, 1, 21_600)),
    bytes: from(found.get('bytes'), bytes, readSize),
  };
}
