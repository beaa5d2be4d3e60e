import { visible } from './escape-invisible.ts';

/**
 * Untrusted text inside a SARIF plain text message (SARIF 2.1.0, sections 3.11.5 and 3.11.6): neither an embedded link
 * (`[text](target)`) nor a placeholder (`{0}`).
 */
export const sarifText = (text: string, max: number): string =>
  visible(text, max)
    .replaceAll('](', '] (')
    .replace(/\{(?=\d{1,9}\})/g, '{ ');

/** A path as a relative URI reference (RFC 3986): every segment encoded by itself. */
export const sarifUri = (path: string): string =>
  path
    .split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');
