import { compareSeverity, type Severity } from '../model/finding.ts';
import type { Policy, RuleSetting } from '../model/policy.ts';
import { type ConfigContext, recordOf } from './context.ts';
import { type Field, failUnknown, readList, readText } from './field.ts';
import { isLooser, type StatedPolicy, strictnessKeys } from './override.ts';
import { findRule } from './rules.ts';

/** What `locked` may name, when a file on top loosens it, and how what it says is taken back. */
interface Lock {
  readonly key: string;
  loosens(before: Policy, after: Policy): boolean;
  hold(before: Policy, after: Policy): Policy;
}

type Keys = keyof Omit<Policy, 'firstPartyRepository' | 'baseline'>;

/** A key that is one value of the policy. */
const lock = <K extends Keys>(
  key: string,
  field: K,
  loosens: (before: Policy[K], after: Policy[K]) => boolean,
): Lock => ({
  key,
  loosens: (before, after) => loosens(before[field], after[field]),
  hold: (before, after) => ({ ...after, [field]: before[field] }),
});

/** Lists grow only: whatever is added counts. */
const grows = (before: readonly unknown[], after: readonly unknown[]): boolean => after.length > before.length;
const differs = (before: unknown, after: unknown): boolean => JSON.stringify(before) !== JSON.stringify(after);

/** `private` and `denied` only grow, and the more they hold, the stricter they are. */
const locks: readonly Lock[] = [
  ...(['failOn', 'failOnConfidence', 'onUnverified'] as const).map((field) =>
    lock(strictnessKeys[field], field, (before, after) => isLooser(field, after, before)),
  ),
  lock('registries', 'registries', differs),
  lock('trusted-registries', 'trustedRegistries', grows),
  {
    key: 'first-party',
    loosens: (before, after) =>
      differs(before.firstParty, after.firstParty) || before.firstPartyRepository !== after.firstPartyRepository,
    hold(before, { firstPartyRepository: _, ...after }) {
      const { firstParty, firstPartyRepository } = before;
      return { ...after, firstParty, ...(firstPartyRepository === undefined ? {} : { firstPartyRepository }) };
    },
  },
  lock('services', 'services', (before, after) =>
    (['osv', 'github-advisories', 'deps-dev'] as const).some(
      (one) => before[one] !== false && before[one] !== after[one],
    ),
  ),
  lock('budget', 'budget', (before, after) =>
    (['requests', 'seconds', 'bytes'] as const).some((one) => after[one] > before[one]),
  ),
  lock('ignore-paths', 'ignorePaths', grows),
  lock('approved', 'approved', grows),
  lock('inline-exceptions', 'inlineExceptions', grows),
  {
    key: 'baseline',
    loosens: (before, after) => before.baseline !== after.baseline,
    hold: ({ baseline }, { baseline: _, ...after }) => ({ ...after, ...(baseline === undefined ? {} : { baseline }) }),
  },
];

const lockRule = (id: string): Lock => ({
  key: `rules.${id}`,
  loosens: (before, after) => loosensRule(before.rules[id], after.rules[id]),
  hold(before, after) {
    const setting = before.rules[id];
    const others = Object.entries(after.rules).filter(([name]) => name !== id);
    return { ...after, rules: recordOf([...others, ...(setting === undefined ? [] : [[id, setting] as const])]) };
  },
});

const lockExceptions = (id: string): Lock => ({
  key: `exceptions.${id}`,
  loosens: (before, after) => after.exceptions.some((one) => one.rule === id && !before.exceptions.includes(one)),
  hold: (before, after) => ({
    ...after,
    exceptions: after.exceptions.filter((one) => one.rule !== id || before.exceptions.includes(one)),
  }),
});

/**
 * What a rule finds is graded by the rule itself unless a severity is set: only `critical` is surely no less grave than that.
 * Options are compared as they are written, as nobody can say which of two are stricter.
 */
function loosensRule(before: RuleSetting = {}, after: RuleSetting = {}): boolean {
  if (after.mode === 'observe' && before.mode !== 'observe') return true;
  return loosensSeverity(before.severity, after.severity) || differs(before.options, after.options);
}

function loosensSeverity(before: Severity | 'off' | undefined, after: Severity | 'off' | undefined): boolean {
  if (before === 'off' || after === before) return false;
  if (after === 'off' || after === undefined) return true;
  return compareSeverity(after, before ?? 'critical') < 0;
}

/** Rules and exceptions are locked one by one; who denies packages for good lets nothing accept them. */
function locksOf({ locked }: Policy, { rules, exceptions }: Policy): readonly Lock[] {
  const named = locks.filter(({ key }) => locked.includes(key));
  const idsUnder = (key: string, all: readonly string[]): readonly string[] =>
    locked.includes(key)
      ? all
      : locked.filter((one) => one.startsWith(`${key}.`)).map((one) => one.slice(key.length + 1));
  return [
    ...named,
    ...idsUnder('rules', Object.keys(rules)).map(lockRule),
    ...idsUnder('exceptions', [...new Set(exceptions.map(({ rule }) => rule))]).map(lockExceptions),
  ];
}

/** Keys that are locked and that the file on top loosens. */
export const findLoosened = (before: Policy, after: Policy): readonly string[] =>
  locksOf(before, after)
    .filter((one) => one.loosens(before, after))
    .map(({ key }) => key);

/** What is locked holds as it was. */
export function holdLocked(before: Policy, after: StatedPolicy, keys: readonly string[]): StatedPolicy {
  const held = locksOf(before, after)
    .filter(({ key }) => keys.includes(key))
    .reduce<Policy>((policy, one) => one.hold(before, policy), after);
  return after.stated === undefined ? held : { ...held, stated: after.stated };
}

/** `[fail-on, rules.known-malicious, exceptions]` */
export const readLocked = (field: Field, context: ConfigContext): readonly string[] => {
  const known = [...locks.map(({ key }) => key), 'denied', 'rules', 'exceptions'];
  return readList(field, 'keys').flatMap((item) => {
    const key = readText(item, 'a key', 200);
    const [, id] = /^(?:rules|exceptions)\.(.+)$/.exec(key) ?? [];
    if (id !== undefined) findRule(item, id, context);
    else if (!known.includes(key))
      failUnknown(item, 'key to lock', key, [...known, 'rules.<rule>', 'exceptions.<rule>']);
    return key === 'denied' ? lockedWithDenied : [key];
  });
};

const lockedWithDenied = ['denied', 'rules.denied-package', 'exceptions.denied-package'] as const;
