import { both, index, name, type Setup, tell } from './projects.ts';
import type { Situation } from './situation.ts';

/** Two sources, and the package. */
const pipfile = (requirement: string, more = ''): Pick<Situation, 'files'> => ({
  files: {
    Pipfile: `[[source]]\nname = "a"\nurl = "{{a}}"\nverify_ssl = false\n[[source]]\nname = "b"\nurl = "{{b}}"\nverify_ssl = false\n${more}[packages]\n${name} = "${requirement === '' ? '*' : requirement}"\n`,
  },
});

const everySource = '[pipenv]\ninstall_search_all_sources = true\n';
export const pipenv: readonly Setup[] = [
  {
    id: 'pipenv-first',
    client: 'pipenv',
    told: tell(index('a', 'default'), index('b', 'explicit', { includes: [] })),
    build: (r) => pipfile(r),
  },
  {
    id: 'pipenv-named',
    client: 'pipenv',
    told: tell(index('a', 'default'), index('b', 'explicit', { includes: [name] })),
    build: (r) => {
      const { files } = pipfile(r);
      const version = r === '' ? '*' : r;
      const text = (files['Pipfile'] ?? '').replace(`"${version}"`, `{ version = "${version}", index = "b" }`);
      return { files: { Pipfile: text } };
    },
  },
  {
    id: 'pipenv-all',
    client: 'pipenv-install',
    told: { ...both, strategy: 'install_search_all_sources' },
    build: (r) => pipfile(r, everySource),
  },
];
