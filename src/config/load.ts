import { confidences, severities } from '../model/finding.ts';
import type { Policy, PolicyAddress } from '../model/policy.ts';
import type { Notification } from '../model/report.ts';
import { parsePolicyAddress } from './address.ts';
import { type ConfigContext, recordOf } from './context.ts';
import { defaultPolicy } from './defaults.ts';
import { readDocument } from './document.ts';
import { readExceptions } from './exception-entries.ts';
import { type Field, readChoice, readKeys, readList, readNumber, readText } from './field.ts';
import { findLoosened, holdLocked, readLocked } from './locks.ts';
import { joinNames, readFirstParty, readPrivateNames } from './names.ts';
import { type StatedPolicy, type StrictnessKey, strictnessKeys } from './override.ts';
import { readApproved, readDenied } from './packages.ts';
import { fail } from './problem.ts';
import { readRegistriesByEcosystem, readServices } from './registries.ts';
import { readInlineRules, readRules } from './rules.ts';
import { readPath, readPathGlob, readSize, readUrl } from './values.ts';

const keys = [
  'version',
  'extends',
  'locked',
  'fail-on',
  'fail-on-confidence',
  'on-unverified',
  'registries',
  'trusted-registries',
  'private',
  'first-party',
  'approved',
  'denied',
  'services',
  'budget',
  'rules',
  'ignore-paths',
  'exceptions',
  'inline-exceptions',
  'baseline',
] as const;

type Root = ReadonlyMap<(typeof keys)[number], Field>;

const standard: StatedPolicy = { ...defaultPolicy, stated: new Set() };

/**
 * Reads a configuration; without a text, and for what neither the text nor what it extends says, the defaults.
 * @throws AuditError `config`, which names the file, the line, the key and the remedy
 */
export async function loadPolicy(text: string | undefined, context: ConfigContext): Promise<StatedPolicy> {
  const value = text === undefined ? undefined : await readDocument(text, context.path);
  if (value === undefined) return standard;
  const root = readKeys({ path: context.path, line: value.line, key: '', value }, keys);
  from(root.get('version'), 1, (field) => readNumber(field, 1, 1));
  const extended = root.get('extends');
  const address = extended === undefined ? undefined : readAddress(extended);
  if (extended === undefined || address === undefined) return readPolicy(root, standard, context);
  if (context.extend === undefined) fail(extended, 'another repository cannot be read here', 'remove the key');
  const parent = await context.extend(address, extended);
  const policy = readPolicy(root, parent, context);
  const loosened = findLoosened(parent, policy);
  const notes = loosened.map((key): Notification => {
    const line = root.get(key.split('.')[0] as (typeof keys)[number])?.line ?? extended.line;
    const by = `${address.owner}/${address.repo}/${address.path}`;
    return {
      level: 'warning',
      message: `${context.path}:${line}: ${key} is locked by ${by}, and what stands there would loosen it: it does not count`,
      path: context.path,
    };
  });
  return { ...holdLocked(parent, policy, loosened), notes: [...(parent.notes ?? []), ...notes] };
}

function readAddress(field: Field): PolicyAddress {
  const address = parsePolicyAddress(readText(field, 'a file in another repository, owner/repo/path@ref', 1000));
  return address ?? fail(field, 'is no file in a repository', 'write it like acme/policy/gazetteer.yml@<commit>');
}

/** What the file says, on top of what it extends: lists grow, anything else is replaced. */
function readPolicy(root: Root, parent: StatedPolicy, context: ConfigContext): StatedPolicy {
  const list = <T>(key: (typeof keys)[number], before: readonly T[], read: (field: Field) => readonly T[]) =>
    from(root.get(key), before, (field) => [...before, ...read(field)]);
  const baseline = root.get('baseline');
  const firstParty = from(root.get('first-party'), undefined, (field) => readFirstParty(field, context));
  return {
    ...parent,
    failOn: from(root.get('fail-on'), parent.failOn, (field) => readChoice(field, [...severities, 'never'])),
    failOnConfidence: from(root.get('fail-on-confidence'), parent.failOnConfidence, (field) =>
      readChoice(field, confidences),
    ),
    onUnverified: from(root.get('on-unverified'), parent.onUnverified, (field) => readChoice(field, ['fail', 'warn'])),
    stated: new Set([...(parent.stated ?? []), ...readStated(root)]),
    registries: from(root.get('registries'), parent.registries, (field) =>
      joinRecords(parent.registries, readRegistriesByEcosystem(field, context)),
    ),
    trustedRegistries: list('trusted-registries', parent.trustedRegistries, (field) =>
      readList(field, 'addresses').map(readUrl),
    ),
    private: from(root.get('private'), parent.private, (field) =>
      joinNames(parent.private, readPrivateNames(field, context)),
    ),
    ...(firstParty === undefined
      ? {}
      : { ...firstParty, firstParty: joinNames(parent.firstParty, firstParty.firstParty) }),
    services: from(root.get('services'), parent.services, (field) => readServices(field, parent.services)),
    budget: from(root.get('budget'), parent.budget, (field) => readBudget(field, parent.budget)),
    rules: from(root.get('rules'), parent.rules, (field) => joinRecords(parent.rules, readRules(field, context))),
    ignorePaths: list('ignore-paths', parent.ignorePaths, (field) => readList(field, 'paths').map(readPathGlob)),
    exceptions: list('exceptions', parent.exceptions, (field) => readExceptions(field, context)),
    approved: list('approved', parent.approved, (field) => readApproved(field, context)),
    denied: list('denied', parent.denied, (field) => readDenied(field, context)),
    inlineExceptions: list('inline-exceptions', parent.inlineExceptions, (field) => readInlineRules(field, context)),
    ...(baseline === undefined ? {} : { baseline: readPath(baseline) }),
    locked: list('locked', parent.locked, (field) => readLocked(field, context)),
  };
}

/** Of both the later, by key. */
const joinRecords = <T>(before: Readonly<Record<string, T>>, own: Readonly<Record<string, T>>) =>
  recordOf([...Object.entries(before), ...Object.entries(own)]);

/** What a key says, or what holds where it is missing. */
const from = <T>(field: Field | undefined, otherwise: T, read: (field: Field) => T): T =>
  field === undefined ? otherwise : read(field);

const readStated = (root: Root): readonly StrictnessKey[] =>
  (['failOn', 'failOnConfidence', 'onUnverified'] as const).filter((name) => keysIn(root).has(strictnessKeys[name]));

const keysIn = (root: Root): ReadonlySet<string> => new Set(root.keys());

function readBudget(field: Field, before: Policy['budget']): Policy['budget'] {
  const found = readKeys(field, ['requests', 'seconds', 'bytes']);
  return {
    requests: from(found.get('requests'), before.requests, (entry) => readNumber(entry, 1, 1_000_000)),
    seconds: from(found.get('seconds'), before.seconds, (entry) => readNumber(entry, 1, 21_600)),
    bytes: from(found.get('bytes'), before.bytes, readSize),
  };
}
