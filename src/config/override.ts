import { confidences, severities } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { Notification } from '../model/report.ts';

/** The keys that decide when a run fails. */
export type StrictnessKey = 'failOn' | 'failOnConfidence' | 'onUnverified';

/** What a command line or an action says about strictness; what is left out is the policy's. */
export type Strictness = { readonly [K in StrictnessKey]?: Policy[K] | undefined };

/** A policy that knows which of these keys its files say. One that does not know counts as saying all of them. */
export type StatedPolicy = Policy & {
  readonly stated?: ReadonlySet<StrictnessKey>;
  /** What is to be told of how it came about. */
  readonly notes?: readonly Notification[];
};

/** As the files call them. */
export const strictnessKeys: Readonly<Record<StrictnessKey, string>> = {
  failOn: 'fail-on',
  failOnConfidence: 'fail-on-confidence',
  onUnverified: 'on-unverified',
};

/** The strictest first. */
const orders: { readonly [K in StrictnessKey]: readonly Policy[K][] } = {
  failOn: [...severities, 'never'],
  failOnConfidence: confidences,
  onUnverified: ['fail', 'warn'],
};

/** The caller's own flags win: nobody else's policy is at stake. */
export function overridePolicy<P extends Policy>(policy: P, flags: Strictness): P {
  return {
    ...policy,
    failOn: flags.failOn ?? policy.failOn,
    failOnConfidence: flags.failOnConfidence ?? policy.failOnConfidence,
    onUnverified: flags.onUnverified ?? policy.onUnverified,
  };
}

/**
 * Inputs of a workflow, which the change under audit may have edited: they may only tighten what the file says. Where it
 * says nothing, they stand as given.
 */
export function tightenPolicy<P extends StatedPolicy>(policy: P, inputs: Strictness): P {
  return {
    ...policy,
    failOn: tighten(policy, 'failOn', inputs.failOn),
    failOnConfidence: tighten(policy, 'failOnConfidence', inputs.failOnConfidence),
    onUnverified: tighten(policy, 'onUnverified', inputs.onUnverified),
  };
}

function tighten<K extends StrictnessKey>(policy: StatedPolicy, key: K, asked: Policy[K] | undefined): Policy[K] {
  if (asked === undefined) return policy[key];
  if (policy.stated?.has(key) === false && !policy.locked.includes(strictnessKeys[key])) return asked;
  return isLooser(key, policy[key], asked) ? asked : policy[key];
}

/** Whether the first of two values is less strict than the second. */
export const isLooser = <K extends StrictnessKey>(key: K, one: Policy[K], other: Policy[K]): boolean =>
  orders[key].indexOf(one) > orders[key].indexOf(other);
