import type { Versions } from '../model/ecosystem.ts';
import type { Choice, IndexAnswer, Opening } from '../model/resolution.ts';

/** By the address of an index. */
type Answers = ReadonlyMap<string, IndexAnswer>;

/**
 * For each public index of a choice the version that somebody would have to publish there for the client to take it. The
 * client itself is asked, with that release among the answers.
 */
export function findOpenings(choice: Choice, answers: Answers, versions: Versions): readonly Opening[] {
  const supposed = new Map([...answers].map(([url, answer]) => [url, suppose(answer, choice, versions)]));
  return choice.candidates
    .filter(({ registry }) => registry.public)
    .flatMap(({ index: { url } }): Opening[] => {
      const version = attempts(choice, supposed, versions).find((one) => wins(choice, supposed, url, one));
      return version === undefined ? [] : [{ url, version }];
    });
}

/** An index that gave no answer is taken to have what is asked for. */
function suppose(
  answer: IndexAnswer,
  { wanted: { requirement = '', hashes } }: Choice,
  versions: Versions,
): IndexAnswer {
  if (answer.state !== 'unknown') return answer;
  const version = [...numbersIn(requirement), '1.0.0'].find((one) => versions.satisfies(one, requirement));
  const release = { version: version ?? '1.0.0', ...(hashes === undefined ? {} : { hashes }) };
  return { state: 'present', releases: [release] };
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
  const offered = [...answers.values()].flatMap((answer) =>
    answer.state === 'present' ? answer.releases.map(({ version }) => version) : [],
  );
  const fitting = offered.filter((version) => versions.satisfies(version, requirement));
  const top = (list: readonly string[]) =>
    list.reduce<string | undefined>(
      (best, one) => (best === undefined || versions.compare(one, best) > 0 ? one : best),
      undefined,
    );
  const bases = [top(fitting), top(offered), ...numbersIn(requirement), '1.0.0'].filter((one) => one !== undefined);
  return [...new Set(bases.flatMap((base) => [...stepsAbove(base), publicPart(base)]))].slice(0, maxAttempts);
}

const maxAttempts = 40;

/** What a public index takes has no local part (PEP 440), and no build metadata counts (semver.org). */
const publicPart = (version: string): string => version.split('+', 1)[0] ?? version;

/** One more in each place of its numbers, the last place first: `1.2.4`, `1.3.0`, `2.0.0`. */
function stepsAbove(version: string): readonly string[] {
  const numbers = (/^[vV]?(\d{1,9}(?:\.\d{1,9}){0,5})/.exec(version.replace(/^\d{1,9}!/, ''))?.[1] ?? '')
    .split('.')
    .map(Number);
  while (numbers.length < 3) numbers.push(0);
  return numbers
    .map((_, place) => numbers.map((number, at) => (at < place ? number : at === place ? number + 1 : 0)).join('.'))
    .reverse();
}

/** Numbers of a requirement that could be versions. */
const numbersIn = (requirement: string): readonly string[] =>
  [...requirement.slice(0, 500).matchAll(/\d{1,9}(?:\.[0-9A-Za-z]{1,20}){0,6}/g)].map(([text]) => text).slice(0, 8);
