import { existsSync, readFileSync } from 'node:fs';

/** Beside the bundle, or one folder above a part of it; in the sources, with the rule. */
const placesOf = (id: string): readonly URL[] =>
  [`./rules/${id}.md`, `../rules/${id}.md`, `../rules/${id}/README.md`].map((path) => new URL(path, import.meta.url));

/**
 * The page of a rule in Markdown. It is read when it is asked for: no run that prints none pays for it.
 * @param id of a rule that exists; of no other there is a page
 */
export function readRulePage(id: string): string | undefined {
  if (!/^[a-z]+(?:-[a-z]+)*$/.test(id)) return undefined;
  const place = placesOf(id).find((one) => existsSync(one));
  return place === undefined ? undefined : readFileSync(place, 'utf8');
}
