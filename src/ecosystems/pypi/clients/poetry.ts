import type { RegistryUse } from '../../../model/dependency.ts';
import type { Client, ClientIndex } from '../../../model/resolution.ts';
import { gather, isRefusal, pick, reachable, served } from './offers.ts';
import { distinct, isSameIndex, publicIndex, toIndex } from './set-up.ts';

/**
 * Poetry gathers what all primary sources have and takes the highest version; of equal ones the first source serves. The
 * supplemental sources are asked one after the other where that gives nothing, explicit ones for the names that point to
 * them alone (python-poetry.org/docs/repositories, `repository_pool.py`). A source that refuses (401, 403) counts as one
 * without the name; any other failure ends the installation.
 */
export const client: Client = {
  id: 'poetry',
  title: 'Poetry',
  namesOthers: true,
  setUp: (uses) => ({ indexes: indexesOf(uses) }),
  candidates: reachable,
  advise: (url) =>
    `give the source \`priority = "explicit"\` in \`[[tool.poetry.source]]\` (\`url = "${url}"\`), and each package that comes from there \`source = "name"\` where it is declared`,
  choose(setup, wanted, answer) {
    const asked = reachable(setup, wanted);
    const supplemental = asked.filter(({ weight }) => weight === 'supplemental');
    const groups = [asked.filter((index) => !supplemental.includes(index)), ...supplemental.map((index) => [index])];
    for (const group of groups) {
      const gathered = gather(group, answer, isRefusal);
      if ('end' in gathered) return gathered.end;
      const chosen = pick(gathered.lists.flat(), wanted);
      if (chosen !== undefined) return served(chosen);
    }
    return served(undefined);
  },
};

/**
 * Sources are primary unless they say otherwise. The public index is one, too, where there is no other and it does not
 * stand among them with a priority of its own (`factory.py`, `create_pool`).
 */
function indexesOf(uses: readonly RegistryUse[]): readonly ClientIndex[] {
  const named = uses
    .map(toIndex)
    .map((one): ClientIndex => (one.weight === 'extra' ? { ...one, weight: 'default' } : one));
  const isPublic = ({ url, weight }: ClientIndex) => weight !== 'explicit' && isSameIndex(url, publicIndex.url);
  const isKnown = uses.some(({ role }) => role === 'primary') || named.some(isPublic);
  return distinct(isKnown ? named : [...named, publicIndex]);
}
