import { readBaseline } from '../config/baseline.ts';
import type { StatedPolicy } from '../config/override.ts';
import type { Baseline } from '../engine/baseline.ts';
import type { ChangeSource } from '../model/ports.ts';
import { readTreeFile } from './tree-file.ts';

const maxBytes = 16 * 1024 * 1024;

export interface KnownPolicy {
  readonly policy: StatedPolicy;
  readonly baseline?: Baseline;
}

/**
 * What the base side lists as known, where everything is audited. One that is not there accepts nothing, which is said: a policy
 * may name the place for many repositories.
 */
export async function readKnown(source: ChangeSource, policy: StatedPolicy): Promise<KnownPolicy> {
  const { baseline: path } = policy;
  if (path === undefined || source.mode !== 'all') return { policy };
  const where = `${path} of ${source.policy.label}`;
  const text = await readTreeFile(source.policy, path, where, maxBytes);
  if (text !== undefined) return { policy, baseline: { path, entries: readBaseline(text, where) } };
  const message = `the baseline is not in ${source.policy.label}: nothing counts as known`;
  return { policy: { ...policy, notes: [...(policy.notes ?? []), { level: 'note', message, path }] } };
}
