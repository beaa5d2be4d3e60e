import type { Traces } from '../../model/case-study.ts';
import { endpoints } from '../endpoints.ts';

const hostOf = (address: string): string => new URL(address).host;

/**
 * What installations leave in logs, as of 2026-11. pip: PEP 427 and 503 for names of archives and pages, PEP 376 for
 * `.dist-info`, `pip/_internal/operations/build` for its folder of work. npm: docs.npmjs.com, "scripts" and "folders". What
 * clients print is what `src/logs` reads.
 */
export const packageTraces: ReadonlyMap<string, Traces> = new Map([
  [
    'pypi',
    {
      id: 'pypi',
      title: 'PyPI',
      separators: '-_.',
      kinds: {
        clients: { form: 'text', any: ['pip', 'uv ', 'uvx ', 'poetry', 'pdm ', 'conda'] },
        command: {
          form: 'regex',
          any: ['[ "=]{name}([ "=<>!~@;,]|\\[|$)'],
          release: ['[ "=]{name}(\\[[^ ]*\\])?==+{version}([ ";,]|$)'],
        },
        page: { form: 'wildcards', any: ['*simple/{name}/', '*/pypi/{name}/json'] },
        archive: {
          form: 'wildcards',
          any: ['*/{name}-*.whl*', '*/{name}-*.tar.gz*', '*/{name}-*.zip*'],
          release: ['*/{name}-{version}-*.whl*', '*/{name}-{version}.tar.gz*', '*/{name}-{version}.zip*'],
        },
        'public-hosts': { form: 'text', any: [hostOf(endpoints.pypiFiles)] },
        written: {
          form: 'path',
          any: ['*-packages/{name}-*.dist-info/METADATA', '*-packages/{name}-*.egg-info*'],
          release: ['*-packages/{name}-{version}.dist-info/METADATA', '*-packages/{name}-{version}*.egg-info*'],
        },
        building: { form: 'path', any: ['*/pip-install-*/{name}_*'] },
        folder: { form: 'path', any: ['*/site-packages/*', '*/dist-packages/*'] },
      },
      hosts: [endpoints.pypi, endpoints.pypiFiles].map(hostOf),
      lines: [
        { client: 'pip', says: ['Looking in indexes:', 'Collecting {name}', 'Downloading .../{name}-'] },
        { client: 'uv -v', says: ['Selecting: {name}==', ' + {name}=='] },
      ],
    },
  ],
  [
    'npm',
    {
      id: 'npm',
      title: 'npm',
      kinds: {
        clients: { form: 'text', any: ['npm', 'npx', 'yarn', 'bun '] },
        command: {
          form: 'regex',
          any: ['[ "=:]{name}([ "@]|$)'],
          release: ['[ "=:]{name}@{version}([ "]|$)'],
        },
        page: { form: 'wildcards', any: ['*/{name}', '*/{encoded}'] },
        archive: {
          form: 'wildcards',
          any: ['*/{name}/-/{base}-*.tgz*', '*/{encoded}/-/{base}-*.tgz*'],
          release: ['*/{name}/-/{base}-{version}.tgz*', '*/{encoded}/-/{base}-{version}.tgz*'],
        },
        'public-hosts': { form: 'text', any: [endpoints.npm, endpoints.yarn].map(hostOf) },
        written: { form: 'path', any: ['*/node_modules/{name}/package.json'] },
        building: { form: 'path', any: ['*/node_modules/{name}', '*/node_modules/{name}/*'] },
        folder: { form: 'path', any: ['*/node_modules/{name}/*'] },
      },
      hosts: [endpoints.npm, endpoints.yarn].map(hostOf),
      lines: [
        { client: 'npm --loglevel http', says: ['http fetch GET 200 https://.../{name}', 'added N packages'] },
        { client: 'pnpm', says: ['+ {name} '] },
        { client: 'Yarn 1 --verbose', says: ['Performing "GET" request to "https://.../{name}'] },
        { client: 'Yarn 2 and later', says: ['YN0085: + {name}@npm:'] },
      ],
    },
  ],
]);

const fileTraces: readonly (readonly [ending: RegExp, traces: Traces])[] = [
  [
    /\.pyw?$/,
    {
      id: 'python',
      title: 'Python',
      kinds: {
        // `python app.py`, `streamlit run app.py`, `uvicorn app:api`, `gunicorn shop.app:api`
        started: { form: 'regex', any: ['[ "/\\\\.]{stem}(\\.pyw?([ "]|$)|:[A-Za-z_])'] },
        named: { form: 'text', any: ['{base}'] },
        generated: { form: 'text', any: ['File "<string>"', 'File "<unknown>"'] },
      },
    },
  ],
  [
    /\.[cm]?[jt]sx?$/,
    {
      id: 'nodejs',
      title: 'Node.js',
      kinds: {
        // `node server.js`, `node dist/server`, `tsx src/server.ts`
        started: { form: 'regex', any: ['[ "/\\\\]{stem}(\\.[cm]?[jt]sx?)?([ "]|$)'] },
        named: { form: 'text', any: ['{base}'] },
        generated: { form: 'text', any: ['evalmachine.<anonymous>', 'eval at '] },
      },
    },
  ],
];

/** What an application that is started from a file leaves; nothing is known of notebooks, whose kernel does not name them. */
export const findFileTraces = (path: string): Traces | undefined =>
  fileTraces.find(([ending]) => ending.test(path))?.[1];
