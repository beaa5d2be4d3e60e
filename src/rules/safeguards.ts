import type { Safeguard } from '../model/dependency.ts';
import type { SafeguardSubject } from '../model/subject.ts';

/** A setting that protects less than before. */
export interface Weakening {
  /** The setting that speaks: the new one, or the one that is gone. */
  readonly safeguard: Safeguard;
  /** `strength` before and after; without a setting the client's default. */
  readonly from: number;
  readonly to: number;
}

/** Undefined where the setting protects as much as before, or more. */
export function findWeakening({ before, after }: Pick<SafeguardSubject, 'before' | 'after'>): Weakening | undefined {
  const safeguard = after ?? before;
  if (safeguard === undefined) return undefined;
  const from = before?.strength ?? safeguard.byDefault;
  const to = after?.strength ?? safeguard.byDefault;
  return to < from ? { safeguard, from, to } : undefined;
}
