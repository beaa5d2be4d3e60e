import type { AboutFact } from '../../model/registry.ts';
import { readField, readText, textOf } from '../../text/decode.ts';
import { readRepository } from '../../text/repository-address.ts';

/** What is read besides the description, of a packument and of the document of one version. */
export const aboutFields: readonly (readonly string[])[] = [['maintainers'], ['repository']];

const mostPublishers = 100;
const longestName = 100;
const longestSummary = 400;

/**
 * Who is behind a package. The registry itself writes `maintainers` into every full document and into that of each version:
 * without them a mirror left things out, and a missing repository says nothing. Verdaccio leaves out those of the package.
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
