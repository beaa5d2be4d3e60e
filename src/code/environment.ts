import { type Location, locate } from '../model/location.ts';
import { indexLines } from '../text/lines.ts';

/** A file of variables that programs load (`dotenv`); not one that only shows which ones there are. */
export const isEnvironment = (path: string): boolean =>
  /(?:^|\/)\.env(?:\.(?:local|dev|development|prod|production|staging|test))?$/.test(path);

const assignment = /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w{0,100})[ \t]*=[ \t]*(["']?)([^\s"'#]{8,})/gm;
const secretName = /(?:key|token|secret|password|passwd|credential|dsn|database_url)s?$/i;
/** What stands where a value is to be put. */
const placeholder = /^(?:<|\$|your|change|replace|xxx|example|dummy|todo|insert|\*\*\*)|[<>]|\.\.\./i;

/** Secrets in such a file of the change, each with its place and its name: never with its value. */
export function secretsIn(path: string, text: string): readonly (Location & { readonly message: string })[] {
  const lines = indexLines(text);
  return [...text.matchAll(assignment)].flatMap(({ index, 0: whole, 1: name = '', 3: value = '' }) => {
    if (!secretName.test(name) || placeholder.test(value)) return [];
    const start = index + whole.indexOf(name);
    return [{ ...locate(path, lines.region(start, start + name.length)), message: `${name} of ${path}` }];
  });
}
