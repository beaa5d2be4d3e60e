import { clean } from '@renovatebot/pep440';
import { maxVersionLength } from './specifiers.ts';

/** Already normal: what nearly all versions look like, told without the library. */
const normal = /^(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*))*(?:(?:a|b|rc|\.post|\.dev)(?:0|[1-9][0-9]*))?$/;

/** A text that is equal for equal versions (PEP 440: `1.0`, `v1.0.0` and `1` are one version). */
export function versionKey(version: string): string {
  const text = version.trim().toLowerCase();
  const cleaned = text.length > maxVersionLength || normal.test(text) ? text : (clean(text) ?? text);
  return withoutTrailingZeros(cleaned);
}

function withoutTrailingZeros(version: string): string {
  const release = /^(?:[0-9]+!)?[0-9.]*[0-9]/.exec(version)?.[0] ?? '';
  let kept = release;
  while (kept.endsWith('.0')) kept = kept.slice(0, -2);
  return kept + version.slice(release.length);
}
