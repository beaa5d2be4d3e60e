import type { AboutFact } from '../../model/registry.ts';
import { readField, readText, textOf } from '../../text/decode.ts';
import { readRepository } from '../../text/repository-address.ts';

/** What is read of a packument besides versions and times. */
export const aboutFields: readonly (readonly string[])[] = [['maintainers'], ['repository']];

const mostPublishers = 100;
const longestName = 100;
const longestSummary = 400;

/**
 * Who is behind a package. The registry itself writes `maintainers` into every full document: without them a mirror left
 * things out, and a missing repository says nothing.
 */
export function decodeAbout(document: unknown): AboutFact | undefined {
  const maintainers = readField(document, 'maintainers');
  if (!Array.isArray(maintainers)) return undefined;
  const named = maintainers.slice(0, mostPublishers).flatMap((one) => readText(one, 'name') ?? []);
  const publishers = [...new Set(named.filter((name) => name !== '' && name.length <= longestName))].sort();
  const stated = readField(document, 'repository');
  const repository = readRepository(textOf(stated) ?? readText(stated, 'url') ?? '');
  const summary = readText(document, 'description');
  return {
    publishers,
    ...(repository === undefined ? {} : { repository }),
    ...(summary === undefined ? {} : { summary: summary.slice(0, longestSummary) }),
  };
}
