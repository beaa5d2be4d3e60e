import type { Fact } from '../../model/fact.ts';
import type { Confidence, Severity } from '../../model/finding.ts';
import { young } from '../../model/newness.ts';
import type { AdoptionFact, LookalikeFact } from '../../model/rule.ts';
import { day } from '../durations.ts';
import { isAddition, isSibling } from '../likeness.ts';
import { isAdopted } from '../names.ts';

/** What is known of a package beside its name. */
export interface Standing {
  readonly name: string;
  /** In milliseconds; undefined where it is not known. */
  readonly age: number | undefined;
  readonly adoption: Fact<AdoptionFact>;
  /** How much of what honest packages have it has: 0 to 2. */
  readonly signs: number;
  /** That it names no repository of its own, where that is so. */
  readonly unlinked: string | undefined;
  /** It is one more of a family, and nothing but its shape speaks against it. */
  readonly isPlugin: boolean;
}

export interface Weight {
  readonly severity: Severity;
  readonly confidence: Confidence;
}

/** What was made to deceive does not last that long. */
const old = 365 * day;

const falling: readonly Severity[] = ['high', 'medium', 'low', 'info'];

/**
 * Its own use speaks for a name, and so do its age, its versions and a repository of its own: old ones are mostly forks and
 * namesakes that nobody fell for, and names with a word more are mostly plugins. None of that excuses a grave slip; undefined
 * where enough speaks for it.
 */
export function weigh(like: LookalikeFact, standing: Standing): Weight | undefined {
  const { name, age = 0, adoption, signs } = standing;
  const shape = isAdopted(adoption) ? like.ifUsed : like.confidence;
  if (shape === undefined) return undefined;
  if (like.isGrave === true) return { severity: 'high', confidence: doubtGrave(like, standing) };
  // A young one that names no repository of its own is hardly the next version of anything.
  const isLoose = standing.unlinked !== undefined && standing.age !== undefined && age < young;
  const isNumbered = isSibling(like, name) && !isLoose;
  const speaking = [age >= young, age >= old, signs === 2, isNumbered].filter(Boolean);
  return {
    severity: falling[speaking.length] ?? 'info',
    confidence: isNumbered ? 'low' : doubt(like, shape, standing),
  };
}

function doubtGrave({ confidence }: LookalikeFact, { age, adoption }: Standing): Confidence {
  if (isAdopted(adoption) && adoption.state === 'present' && adoption.value.isUsed) return 'low';
  return age !== undefined && age < young ? confidence : 'medium';
}

function doubt(like: LookalikeFact, shape: Confidence, { age, adoption, signs, isPlugin }: Standing): Confidence {
  if (isPlugin) return 'low';
  if (age === undefined) return adoption.state === 'present' && !isAdopted(adoption) ? 'medium' : 'low';
  return age >= young || signs === 2 || (signs === 1 && isAddition(like)) ? 'low' : shape;
}
