import type { Draft } from '../model/rule.ts';
import type { ContradictionSubject } from '../model/subject.ts';
import { sayReason } from './addresses.ts';
import { quoteFile } from './evidence.ts';

/** What a contradiction between a lockfile and its manifest comes to, whatever it is taken for. */
export function describeContradiction({ contradiction, at }: ContradictionSubject) {
  const said = sayReason(contradiction.message);
  const { related } = contradiction;
  return {
    said,
    draft: {
      confidence: contradiction.confidence,
      evidence: [quoteFile('contradiction', at, contradiction.message)],
      ...(related === undefined ? {} : { related: [{ ...related, message: sayReason(related.message) }] }),
    } satisfies Partial<Draft>,
  };
}
