import type { ClientIndex, ClientSetup } from '../../../src/model/resolution.ts';
import type { ClientName, Situation } from './situation.ts';

export type Clients = Extract<ClientName, 'npm' | 'pnpm' | 'yarn-classic' | 'yarn-berry' | 'bun'>;

export const plain = 'acme-tools';
export const scoped = '@acme/tools';

export interface Setup {
  readonly id: string;
  readonly client: Clients;
  readonly name: string;
  /** What the client is told; addresses are the letters of the registries. */
  readonly told: ClientSetup;
  /** Whether it is tried with all pairs. */
  readonly isFull?: true;
  build(requirement: string): Pick<Situation, 'files' | 'args' | 'env' | 'folder'>;
}

export const byDefault = (url: string): ClientIndex => ({ url, weight: 'default' });
export const forScope = (url: string, scope = '@acme'): ClientIndex => ({
  url,
  weight: 'explicit',
  includes: [`${scope}/*`],
});
export const tell = (...indexes: readonly ClientIndex[]): ClientSetup => ({ indexes });

export const manifest = (name: string, requirement: string, more: object = {}): string =>
  JSON.stringify({ name: 'own', version: '1.0.0', dependencies: { [name]: requirement }, ...more });

export type Files = Readonly<Record<string, string>>;
type More = Partial<Pick<Setup, 'isFull'>> & Pick<Situation, 'args' | 'env'> & { readonly fields?: object };

/** A project of one folder with these files. */
export const project = (
  id: string,
  client: Clients,
  name: string,
  told: ClientSetup,
  files: Files,
  { args, env, isFull, fields }: More = {},
): Setup => ({
  id: `${client}-${id}`,
  client,
  name,
  told,
  ...(isFull === undefined ? {} : { isFull }),
  build: (requirement) => ({
    files: { 'package.json': manifest(name, requirement, fields), ...files },
    ...(args === undefined ? {} : { args }),
    ...(env === undefined ? {} : { env }),
  }),
});

/** The dependency stands in a member of a workspace. @param folder where the client runs */
export const member = (
  id: string,
  client: Clients,
  name: string,
  told: ClientSetup,
  files: Files,
  folder = 'packages/a',
): Setup => ({
  id: `${client}-${id}`,
  client,
  name,
  told,
  build: (requirement) => ({
    files: {
      'package.json': JSON.stringify({ name: 'root', version: '1.0.0', private: true, workspaces: ['packages/*'] }),
      ...(client === 'pnpm' ? { 'pnpm-workspace.yaml': 'packages: ["packages/*"]\n' } : {}),
      'packages/a/package.json': manifest(name, requirement),
      ...files,
    },
    folder,
  }),
});

/** A project of its own inside the folder of another one. */
export const nested = (id: string, client: Clients, name: string, told: ClientSetup, files: Files): Setup => ({
  id: `${client}-${id}`,
  client,
  name,
  told,
  build: (requirement) => ({
    files: {
      'package.json': JSON.stringify({ name: 'root', version: '1.0.0', private: true }),
      'inner/package.json': manifest(name, requirement),
      ...files,
    },
    folder: 'inner',
  }),
});

export const both = tell(byDefault('b'), forScope('a'));
export const npmrcBoth = 'registry={{b}}\n@acme:registry={{a}}\n';

export const pnpmWorkspace = (registries: string): Files => ({ 'pnpm-workspace.yaml': registries });
export const bunfig = (text: string): Files => ({ 'bunfig.toml': `[install]\n${text}` });

const insecure = 'unsafeHttpWhitelist: ["127.0.0.1"]\n';
export const yarnrc = (text: string): string => `${insecure}${text}`;
