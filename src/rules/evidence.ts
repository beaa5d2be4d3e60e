import type { Fact } from '../model/fact.ts';
import type { Evidence } from '../model/finding.ts';
import type { Location } from '../model/location.ts';
import type { FactName } from '../model/rule.ts';
import type { ExceptionSubject } from '../model/subject.ts';
import { maskCredentials } from '../text/mask.ts';
import { clip, quoteNotice } from './wording.ts';

/** Longest value that evidence quotes, in UTF-16 code units. */
const longestValue = 500;

/** A fact as evidence: what it says, why it is believed absent, or why it is not known. */
export function testify<T>(name: FactName, fact: Fact<T>, describe: (value: T) => string = () => ''): Evidence {
  const value = fact.state === 'present' ? describe(fact.value) : fact.state === 'absent' ? fact.proof : fact.reason;
  return {
    fact: name,
    source: clip(fact.source, longestValue),
    observed: fact.state,
    value: clip(value, longestValue),
  };
}

/** The reason that an exception of the configuration gives. */
export const quoteException = ({ exception, at }: ExceptionSubject): Evidence => ({
  fact: 'exception',
  source: at.path,
  observed: 'present',
  value: `its reason: ${quoteNotice(exception.reason)}`,
});

/** What a file says, without credentials: `fact` names the kind of thing, the source is its line. */
export const quoteFile = (fact: string, at: Location, value: string): Evidence => ({
  fact,
  source: `${clip(at.path, longestValue)}:${at.startLine}`,
  observed: 'present',
  value: clip(maskCredentials(clip(value, 8 * longestValue)), longestValue),
});
