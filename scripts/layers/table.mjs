// The layers of src/: what each folder holds, what it may import, and whether it may touch the world.
// docs/architecture.md shows this table (node scripts/layers.mjs --write).

/**
 * `uses` names what a file may import besides its own unit:
 *   a folder       every file of it
 *   `kind/*.ts`    files directly in it: what its members share
 *   `kind/gen`     its generated registration (index.gen.ts)
 * `members`: each folder inside is a unit of its own, and none imports another.
 * `effects`: Node's modules, process, console, timers, fetch, the clock and chance are allowed.
 * `builtins`: Node's modules that are allowed although effects are not, by file.
 * `packages`: who may import these packages is said in `packageOwners`; `packages: false` forbids all.
 *
 * @type {Record<string, { holds: string, mayNot: string, uses: string[], members?: true, effects?: true,
 *   packages?: false, builtins?: Record<string, string[]> }>}
 */
export const layers = {
  model: {
    holds: 'the vocabulary: types, their constructors, port interfaces',
    mayNot: 'import anything',
    uses: [],
    packages: false,
  },
  text: {
    holds: 'readers that keep positions: JSON, TOML, lines, shell words, globs, paths, directories of archives',
    mayNot: 'know what a package is',
    uses: ['model'],
    builtins: { 'src/text/uuid.ts': ['node:crypto'] },
  },
  knowledge: {
    holds: 'bundled facts with source and date; every address the program calls',
    mayNot: 'compute findings',
    uses: ['model', 'text'],
  },
  ecosystems: {
    holds: 'one folder per purl type: names, versions, registries, lookups, imports of code, one file per format',
    mayNot: 'import another ecosystem, send a request',
    uses: ['model', 'text', 'knowledge', 'code'],
    members: true,
  },
  logs: {
    holds: 'one file per kind of install log: what a client says it installed, and from where',
    mayNot: 'judge, know what the tree declares',
    uses: ['model', 'text', 'knowledge', 'ecosystems'],
  },
  surfaces: {
    holds: 'one folder per kind of file that names packages of several ecosystems',
    mayNot: 'know an ecosystem: what a command installs is read by whoever is handed the commands',
    uses: ['model', 'text', 'surfaces/*.ts'],
    members: true,
  },
  code: {
    holds: 'programs as data: parsers of languages into one form, and what flows where in it',
    mayNot: 'judge',
    uses: ['model', 'text', 'knowledge', 'surfaces/*.ts'],
  },
  inspections: {
    holds: 'one folder per way to look through changed texts: what they bring in besides dependencies',
    mayNot: 'judge, ask anything, read a file',
    uses: ['model', 'text', 'knowledge', 'code', 'inspections/*.ts'],
    members: true,
  },
  services: {
    holds: 'one folder per advisory or convenience service: requests and answers as data',
    mayNot: 'send a request',
    uses: ['model', 'text', 'knowledge', 'services/*.ts'],
    members: true,
  },
  facts: {
    holds: 'one file per fact that rules may ask for: which questions, and what the answers mean',
    mayNot: 'judge',
    uses: ['model', 'text', 'knowledge'],
  },
  rules: {
    holds: 'one folder per rule: subject and facts in, drafts of findings out',
    mayNot: 'import another rule, ask anything, read a file',
    uses: ['model', 'text', 'rules/*.ts'],
    members: true,
  },
  reporters: {
    holds: 'one folder per output format; every text is escaped here, at the sink',
    mayNot: 'decide anything, change the report',
    uses: ['model', 'text', 'reporters/*.ts'],
    members: true,
  },
  config: {
    holds: 'the schema of the configuration, loading, overrides',
    mayNot: 'read a file by itself',
    uses: ['model', 'text', 'knowledge'],
  },
  engine: {
    holds: 'the pipeline: discover, parse, diff, plan, collect, evaluate, decide',
    mayNot: 'name an ecosystem, a rule or a reporter; touch the world but through ports',
    uses: ['model', 'text', 'facts', 'knowledge', 'config', 'rules/gen', 'ecosystems/gen', 'services/gen'],
    builtins: { 'src/engine/fingerprint.ts': ['node:crypto'] },
  },
  ports: {
    holds: 'effects: HTTP and progress',
    mayNot: 'know what an audit is',
    uses: ['model', 'text'],
    effects: true,
  },
  hosts: {
    holds:
      'where a change is read from: GitHub, a git repository, two folders; runs on GitHub that wait for time, and what is written there',
    mayNot: 'parse a dependency file; execute anything of the change',
    uses: ['model', 'text'],
    effects: true,
  },
};

/** The entries: they put the parts together and may import everything. */
export const entries = {
  files: ['src/cli.ts', 'src/action.ts', 'src/globals.d.ts'],
  folders: {
    app: 'what both entries share: builds the ports, runs the audit',
    cli: 'the command line: options in, formats and exit status out',
    action: 'the GitHub Action: inputs and event in, annotations, summary and outputs out',
  },
};

/** Packages that only these places (path prefixes) may import; entries may import all of them. */
export const packageOwners = [
  { packages: /^(@actions|@octokit)\//, places: ['src/hosts/github/'] },
  { packages: /^undici$/, places: ['src/ports/http/'] },
];
