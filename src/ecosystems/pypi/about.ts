import { type Fact, present, unknown } from '../../model/fact.ts';
import type { FactLookup, HttpAnswer } from '../../model/http.ts';
import type { AboutFact } from '../../model/registry.ts';
import { baseAddress, documentOf, unanswered } from '../../text/answer.ts';
import { membersOf, readField, readList, readText, textOf } from '../../text/decode.ts';
import { readRepository } from '../../text/repository-address.ts';
import { names } from './names.ts';

/** What is read of the JSON API (docs.pypi.org/api/json): the index page tells nothing of people or repositories. */
const fields: readonly (readonly string[])[] = [
  ['info', 'name'],
  ['info', 'summary'],
  ['info', 'home_page'],
  ['info', 'project_urls'],
  ['ownership', 'organization'],
  ['ownership', 'roles', '*', 'user'],
];

/** With all files of the largest projects. */
const maxBytes = 60 * 1024 * 1024;
const mostPublishers = 100;
const mostAddresses = 50;
const longestName = 100;
const longestSummary = 400;

/** Who is behind a project, where the index is one that has the JSON API beside it. */
export function* lookUpAbout(rawName: string, registry: string): FactLookup<AboutFact> {
  const name = names.normalise(rawName);
  const base = baseAddress(registry);
  if (base === undefined || !base.endsWith('/simple') || names.reject(name) !== undefined)
    return unknown('this index has no JSON API', registry);
  const url = `${base.slice(0, -'/simple'.length)}/pypi/${encodeURIComponent(name)}/json`;
  const answer = yield { url, headers: { accept: 'application/json' }, select: fields, maxBytes };
  return decodeAbout(name, url, answer);
}

function decodeAbout(name: string, url: string, answer: HttpAnswer): Fact<AboutFact> {
  const document = documentOf(answer);
  const info = readField(document, 'info');
  if (names.normalise(readText(info, 'name') ?? '') !== name) return unanswered(answer, url);
  const summary = readText(info, 'summary');
  const repository = findRepository(info);
  const publishers = readPublishers(readField(document, 'ownership'));
  const about = {
    ...(repository === undefined ? {} : { repository }),
    ...(publishers === undefined ? {} : { publishers }),
    ...(summary === undefined ? {} : { summary: summary.slice(0, longestSummary) }),
  };
  return present(about, url);
}

/** Labels of links are free: the first that leads to a repository on a known host, those called so before others. */
function findRepository(info: unknown): string | undefined {
  const links = membersOf(readField(info, 'project_urls'))
    .slice(0, mostAddresses)
    .flatMap(([label, address]) => {
      const repository = readHosted(textOf(address));
      return repository === undefined
        ? []
        : [{ isCalledSo: /source|repo|code|git/i.test(label.slice(0, 100)), repository }];
    });
  const [first] = [...links.filter(({ isCalledSo }) => isCalledSo), ...links];
  return first?.repository ?? readHosted(readText(info, 'home_page'));
}

const readHosted = (address: string | undefined): string | undefined => {
  const repository = address === undefined ? undefined : readRepository(address);
  return repository !== undefined && hosts.test(repository) ? repository : undefined;
};

const hosts = /^https:\/\/(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|git\.sr\.ht|git[a-z]*\.[\w.-]+)\//;

/** Accounts and the organization; undefined where the index does not tell. */
function readPublishers(ownership: unknown): readonly string[] | undefined {
  const roles = readField(ownership, 'roles');
  const organization = readText(ownership, 'organization');
  if (!Array.isArray(roles) && organization === undefined) return undefined;
  const users = readList(ownership, 'roles')
    .slice(0, mostPublishers)
    .flatMap((role) => readText(role, 'user') ?? []);
  const all = [...users, ...(organization === undefined ? [] : [`organization ${organization}`])];
  return [...new Set(all)].filter((one) => one.length <= longestName).sort();
}
