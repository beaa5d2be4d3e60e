import { parse } from 'toml';
import { MalformedFileError } from '../model/ecosystem.ts';
import { indexLines } from './lines.ts';
import { findDisagreements } from './toml-agreement.ts';
import type { TomlDocument } from './toml-nodes.ts';
import { readPlaces } from './toml-reader.ts';

/** The largest manifest of a public repository that we know of has a fiftieth of it. */
const maxLength = 4 * 1024 * 1024;
const maxDepth = 64;

/**
 * Reads TOML twice. The library `toml` gives the values: it is strict, refuses what the specification forbids and bounds
 * the depth, but keeps no places. `readPlaces` gives the place of every key and value. Two readers that differ are a way
 * to show an auditor something else than the installer gets, so the values of both are compared and every difference is
 * reported. Both read TOML 1.1, of which 1.0 is a part.
 *
 * @throws MalformedFileError where one of them refuses the text, or it is too long or too deep
 */
export function parseToml(text: string): TomlDocument {
  if (text.length > maxLength) throw new MalformedFileError(`TOML of more than ${maxLength} characters is not read`);
  const values = readValues(text);
  const index = indexLines(text);
  const root = readPlaces(text, index);
  return { root, index, disagreements: findDisagreements(root, values), isPlain: false };
}

function readValues(text: string): unknown {
  try {
    return parse(text, { maxDepth, bigint: true });
  } catch (error) {
    throw new MalformedFileError(`not valid TOML: ${sayFault(error).slice(0, 200)}`, lineOf(error));
  }
}

/** Of faults of grammar what was found: what might have stood there instead is most of the language. */
function sayFault(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault';
  if (!('found' in error && 'expected' in error) || error.expected === null) return error.message;
  return typeof error.found === 'string' ? `${JSON.stringify(error.found)} is not expected here` : 'it ends too early';
}

/** The library tells the line either directly or, for faults of grammar, inside `location`. */
function lineOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('line' in error && typeof error.line === 'number') return error.line;
  const start = 'location' in error ? startOfLocation(error.location) : undefined;
  return typeof start === 'object' && start !== null && 'line' in start && typeof start.line === 'number'
    ? start.line
    : undefined;
}

const startOfLocation = (location: unknown): unknown =>
  typeof location === 'object' && location !== null && 'start' in location ? location.start : undefined;
