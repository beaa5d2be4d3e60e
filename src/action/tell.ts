import { error as annotate } from '@actions/core';
import { AuditError } from '../model/error.ts';

/** What went wrong as one annotation, escaped by the toolkit: a known cause with its remedy, anything else with its stack. */
export function tell(error: unknown): void {
  annotate(describe(error), { title: 'gazetteer' });
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof AuditError)) return error.stack ?? error.message;
  return [error.message, error.hint ?? ''].map(asSentence).join(' ').trim();
}

/** A word begins with a capital then; the name of a file or a repository stays what it is. */
const asSentence = (text: string): string =>
  text === '' || /[.!?]$/.test(text)
    ? text.replace(/^\p{Ll}(?=\p{L}*,? )/u, (first) => first.toUpperCase())
    : asSentence(`${text}.`);
