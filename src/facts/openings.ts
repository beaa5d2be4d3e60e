import type { Versions } from '../model/ecosystem.ts';
import type { Choice, IndexAnswer, Opening } from '../model/resolution.ts';

/** By the address of an index. */
type Answers = ReadonlyMap<string, IndexAnswer>;

/**
 * For each public index of a choice the version that somebody would have to publish there for the client to take it. The
 * client itself is asked, with that release among the answers. Nobody can publish an archive of a given hash.
 */
export function findOpenings(choice: Choice, answers: Answers, versions: Versions): readonly Opening[] {
  if (choice.wanted.hashes !== undefined) return [];
  const asked = suppose(choice, versions);
  const supposed = new Map([...answers].map(([url, answer]) => [url, answer.state === 'unknown' ? asked : answer]));
  const tried = attempts(choice, supposed, versions);
  return choice.candidates
    .filter(({ registry }) => registry.public)
    .flatMap(({ index: { url } }): Opening[] => {
      const version = tried.find((one) => wins(choice, supposed, url, one));
      return version === undefined ? [] : [{ url, version }];
    });
}

/** Versions to begin with where nothing else is known: few requirements allow none of them. */
const usual = ['1.0.0', '0.0.1'];

/** An index that gave no answer is taken to have what is asked for: the lowest version that is known to be allowed. */
function suppose({ wanted: { requirement = '' } }: Choice, versions: Versions): IndexAnswer {
  const named = numbersIn(requirement).flatMap((one) => [one, ...stepsAbove(one)]);
  const version = [...named, ...usual].find((one) => versions.satisfies(one, requirement));
  return { state: 'present', releases: [{ version: version ?? '1.0.0' }] };
}

function wins({ client, setup, wanted }: Choice, answers: Answers, target: string, version: string): boolean {
  const outcome = client.choose(setup, wanted, (url) => {
    const answer = answers.get(url) ?? { state: 'absent' };
    if (url !== target) return answer;
    const known = answer.state === 'present' ? answer.releases.filter((one) => one.version !== version) : [];
    return { state: 'present', latest: version, releases: [...known, { version }] };
  });
  return outcome.kind === 'served' && outcome.url === target && outcome.version === version;
}

/** Versions that may be taken: the smallest step above everything that is there, larger ones, and those that are asked for. */
function attempts({ wanted: { requirement = '' } }: Choice, answers: Answers, versions: Versions): readonly string[] {
  const offered = [...answers.values()].flatMap((answer) => (answer.state === 'present' ? answer.releases : []));
  const usable = offered.filter(({ yanked, isUnusable }) => yanked === undefined && isUnusable !== true);
  const top = (list: readonly string[]) =>
    list.reduce<string | undefined>(
      (best, one) => (best === undefined || versions.compare(one, best) > 0 ? one : best),
      undefined,
    );
  const fits = (version: string) => versions.satisfies(version, requirement);
  const tops = [usable, offered].flatMap((list) => {
    const known = list.map(({ version }) => version);
    return [top(known.filter(fits)), top(known)].filter((one) => one !== undefined);
  });
  const bases = [...tops, ...numbersIn(requirement), ...usual];
  const found = [...new Set([...new Set(bases)].flatMap((base) => [...stepsAbove(base), publicPart(base)]))];
  const fitting = found.filter(fits);
  // A tag stands for whatever the index says: no version satisfies it by itself.
  return (fitting.length > 0 ? fitting : found).slice(0, maxAttempts);
}

const maxAttempts = 40;

/** What a public index takes has no local part (PEP 440), and no build metadata counts (semver.org). */
const publicPart = (version: string): string => version.split('+', 1)[0] ?? version;

/**
 * One more in each place of its numbers, the last place first, then one more place: `1.2.4`, `1.3.0`, `2.0.0`, `1.2.3.1`.
 * An epoch stays (PEP 440).
 */
function stepsAbove(version: string): readonly string[] {
  const [, epoch = '', release = '0'] = /^v?(\d{1,9}!)?(\d{1,40}(?:\.\d{1,40}){0,9})/i.exec(version) ?? [];
  const numbers = release.split('.').map(BigInt);
  while (numbers.length < 3) numbers.push(0n);
  const steps = numbers
    .map((_, place) => numbers.map((number, at) => (at < place ? number : at === place ? number + 1n : 0n)))
    .reverse();
  return [...steps, [...numbers, 1n]].map((step) => `${epoch}${step.join('.')}`);
}

/** Numbers of a requirement that could be versions. */
const numbersIn = (requirement: string): readonly string[] =>
  [...requirement.slice(0, 500).matchAll(/(?:\d{1,9}!)?\d{1,40}(?:\.[0-9A-Za-z]{1,40}){0,9}/g)]
    .map(([text]) => text)
    .slice(0, 8);
