import { describe, expect, it } from 'vitest';
import { startNpmRegistry } from '../support/registries/npm.ts';
import { auditBetween } from './between-indexes.ts';
import { manifest, summarise } from './world.ts';

const pack = (name: string, version: string) => ({
  name,
  versions: [{ version, publishedAt: '2020-01-01T00:00:00Z' }],
});

/** A private registry that settings of the project send a scope to, and the public one, which has the name too. */
async function audit(files: (own: string) => Readonly<Record<string, string>>) {
  const [npm, own] = await Promise.all([
    startNpmRegistry([pack('@acme/tool', '99.0.0')]),
    startNpmRegistry([pack('@acme/tool', '1.2.0')]),
  ]);
  const { report } = await auditBetween({ npm, own: [own] }, [{}, files(own.url)]);
  const findings = report.findings.filter(({ ruleId }) => ['index-collision', 'unexpected-source'].includes(ruleId));
  return { findings, told: summarise({ ...report, findings }), report, host: new URL(own.url).host };
}

const project = (own: string, dockerfile: string, folder = '') => ({
  [`${folder}package.json`]: manifest({ '@acme/tool': '*' }),
  [`${folder}.npmrc`]: `@acme:registry=${own}\n`,
  [`${folder}Dockerfile`]: dockerfile,
});
const stage = (...lines: readonly string[]) => `FROM node:22\nWORKDIR /app\n${lines.join('\n')}\n`;

describe('a container that is built without the settings of the project', () => {
  it('is told with its condition', async () => {
    const { findings, told, report, host } = await audit((own) =>
      project(own, stage('COPY package*.json ./', 'RUN npm install')),
    );
    expect(told).toEqual(['medium index-collision @acme/tool package.json:5']);
    expect(findings).toMatchObject([
      {
        confidence: 'low',
        message: `@acme/tool comes from ${host} (.npmrc:1), and a package of that name is on the npm registry. Dockerfile:4 installs it where that file is not copied to: unless its image has such settings of its own, it gets that one.`,
        remediation: 'Copy .npmrc to where Dockerfile:4 runs, or mount it there as a secret.',
        relatedLocations: [
          { path: '.npmrc', startLine: 1 },
          { path: 'Dockerfile', startLine: 4 },
        ],
      },
    ]);
    expect(report.verdict).toBe('pass');
  });

  it.each<[string, readonly string[]]>([
    ['one file each', ['COPY package.json /app/package.json', 'COPY index.js .', 'RUN npm i']],
    ['a cache is mounted', ['COPY package.json ./', 'RUN --mount=type=cache,target=/root/.npm npm ci']],
    ['the rest comes later', ['COPY package.json ./', 'RUN npm ci', 'COPY . .']],
    ['another client', ['COPY package.json ./', 'RUN pnpm install']],
    ['another stage', ['COPY . .', 'FROM node:22', 'WORKDIR /srv', 'COPY package.json ./', 'RUN npm i']],
  ])('is told: %s', async (_, lines) => {
    const { told } = await audit((own) => project(own, stage(...lines)));
    expect(told).toEqual(['medium index-collision @acme/tool package.json:5']);
  });

  it('is told in the folder that it is built from', async () => {
    const { told } = await audit((own) => project(own, stage('COPY package.json ./', 'RUN npm i'), 'web/'));
    expect(told).toEqual(['medium index-collision @acme/tool web/package.json:5']);
  });

  it.each<[string, readonly string[]]>([
    ['the folder is copied', ['COPY . .', 'RUN npm install']],
    ['the folder is added', ['COPY package.json ./', 'ADD ./ ./', 'RUN npm install']],
    ['the file is copied', ['COPY package*.json .npmrc ./', 'RUN npm install']],
    ['the file is copied by a pattern', ['COPY package.json .npm* ./', 'RUN npm install']],
    ['the file is copied elsewhere', ['COPY .npmrc /root/', 'COPY package.json ./', 'RUN npm install']],
    ['another folder is copied over it', ['COPY package.json ./', 'COPY settings ./', 'RUN npm install']],
    ['a secret is mounted', ['COPY package.json ./', 'RUN --mount=type=secret,id=rc,target=/root/.npmrc npm ci']],
    ['the folder is mounted', ['COPY package.json ./', 'RUN --mount=type=bind,target=/app npm ci']],
    ['a command sets it', ['RUN npm config set @acme:registry $R', 'COPY package.json ./', 'RUN npm install']],
    ['a command writes it', ['COPY package.json ./', 'RUN echo "$RC" > .npmrc && npm install']],
    ['a variable sets it', ['ENV NPM_CONFIG_USERCONFIG=/etc/rc', 'COPY package.json ./', 'RUN npm install']],
    ['it comes from an image', ['COPY --from=acme/base /app ./', 'COPY package.json ./', 'RUN npm install']],
    ['it is unpacked', ['ADD files.tar.gz ./', 'COPY package.json ./', 'RUN npm install']],
    ['nothing tells what is copied', ['RUN npm install']],
    ['nothing is installed', ['COPY package.json ./', 'RUN npm test']],
  ])('is nothing where %s', async (_, lines) => {
    expect((await audit((own) => project(own, stage(...lines)))).told).toEqual([]);
  });

  it('is nothing where the lockfile names the private registry', async () => {
    const { told } = await audit((own) => ({
      ...project(own, stage('COPY package*.json ./', 'RUN npm ci')),
      'package-lock.json': JSON.stringify({
        name: 'shop',
        version: '1.0.0',
        lockfileVersion: 3,
        packages: {
          '': { name: 'shop', version: '1.0.0', dependencies: { '@acme/tool': '*' } },
          'node_modules/@acme/tool': {
            version: '1.2.0',
            resolved: `${own}/@acme/tool/-/tool-1.2.0.tgz`,
            integrity: `sha512-${Buffer.alloc(64, 7).toString('base64')}`,
          },
        },
      }),
    }));
    expect(told).toEqual([]);
  });
});
