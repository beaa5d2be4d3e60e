import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { NpmPackage } from '../support/registries/npm-documents.ts';
import { auditFiles, daysAgo, makeFolder, signalsOf, startWorld, summarise } from './world.ts';

vi.setConfig({ testTimeout: 30_000 });

const published = (name: string, days: number): NpmPackage => ({
  name,
  versions: [{ version: '1.0.0', publishedAt: daysAgo(days) }],
});
/** Put together here, so that nobody takes it for a real one. */
const dollar = '$';
const token = `ghp_${'a8Fk2Lq9Zx3Vb7Nm4Tr6Yw1Pd5Hs0Jc8GuE3'}`;

const servers = (map: object, more: object = {}): string =>
  `${JSON.stringify({ mcpServers: map, ...more }, null, 1)}\n`;
const npx = (...args: readonly string[]) => ({ command: 'npx', args: ['-y', ...args] });

/** Audits `.mcp.json`, or other files, in a world that has an MCP server and one that imitates it. */
async function audit(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  { args = [], extra = '' }: { readonly args?: readonly string[]; readonly extra?: string } = {},
) {
  const world = await startWorld();
  for (const pkg of [published('mcp-remote', 500), published('files-server', 900)]) world.npm.put(pkg);
  for (const [name, days] of [
    ['mcp-server-fetch', 400],
    ['mcp-server-fecth', 2],
  ] as const) {
    const releases = [{ version: '1.0', uploadedAt: daysAgo(days) }];
    world.pypi.put({ name, releases, publishers: [`owner of ${name}`] });
  }
  const run = await auditFiles(world, before, after, args, extra);
  return { ...run, told: summarise(run.report) };
}

describe('a package in .mcp.json', () => {
  it('is judged as any dependency: it must exist, be old enough and resemble no other', async () => {
    const { report, told, status } = await audit(
      {},
      {
        '.mcp.json': servers({
          invented: npx('acme-invented-server@1.0.0'),
          young: npx('newborn@0.1.0'),
          like: { command: 'uvx', args: ['mcp-server-fecth==1.0'] },
          good: npx('files-server@1.0.0'),
        }),
      },
    );
    expect(status).toBe(1);
    expect(told).toContain('critical nonexistent-package acme-invented-server .mcp.json:7');
    expect(told).toContain('high lookalike-name mcp-server-fecth .mcp.json:20');
    expect(signalsOf(report.findings.find((one) => one.package?.name === 'mcp-server-fecth'))).toContain(
      'high young-package',
    );
    const newborn = report.findings.find((one) => one.package?.name === 'newborn');
    expect([newborn?.ruleId, ...signalsOf(newborn)].join()).toContain('young-package');
    expect(told.join()).not.toContain('files-server');
    expect(told.join()).not.toContain('agent-tool-package');
  });

  it('without a version is told once, with the release of today in the place of its name', async () => {
    const { report, told } = await audit({}, { '.mcp.json': servers({ files: npx('files-server') }) });
    expect(told).toEqual(['medium agent-tool-package files-server .mcp.json:7']);
    expect(report.findings[0]).toMatchObject({
      message: expect.stringContaining('This includes floating-requirement (.mcp.json:7).'),
      remediation: 'Name the version that you looked at; the npm registry has 1.0.0 today.',
      suggestion: {
        replacement: 'files-server@1.0.0',
        region: { startLine: 7, startColumn: 6, endLine: 7, endColumn: 18 },
      },
      atlas: { techniques: [{ id: 'AML.T0010.005' }, {}, {}, {}] },
      leadingReference: 'AML.T0010.005',
    });
  });

  it('is told by the client that runs it, whichever that is', async () => {
    const run = (line: string) => {
      const [command, ...args] = line.split(' ');
      return { command, args };
    };
    const { told } = await audit(
      {},
      {
        'a/.mcp.json': servers({ a: run('npx files-server@latest') }),
        'b/.cursor/mcp.json': servers({ b: run('bunx left-pad') }),
        'c/.vscode/mcp.json': `${JSON.stringify({ servers: { c: run('pnpm dlx quillvane') } })}\n`,
        'd/.codex/config.toml': '[mcp_servers.d]\ncommand = "uvx"\nargs = ["mcp-server-fetch"]\n',
        'e/.continue/config.yaml': 'mcpServers:\n  - name: e\n    command: pipx\n    args: [run, six]\n',
        'f/mcp_config.json': servers({ f: run('docker run -i --rm octo/files') }),
        'g/.zed/settings.json': `${JSON.stringify({ context_servers: { g: run('npx -y mcp-remote@^1') } })}\n`,
        'h/.devcontainer/devcontainer.json': `${JSON.stringify({
          customizations: { vscode: { mcp: { servers: { h: run('npx -y @types/left-pad') } } } },
        })}\n`,
      },
    );
    expect(told.filter((one) => one.includes('agent-tool-package')).toSorted()).toEqual([
      'low agent-tool-package mcp-remote g/.zed/settings.json:1',
      'medium agent-tool-package @types/left-pad h/.devcontainer/devcontainer.json:1',
      'medium agent-tool-package files-server a/.mcp.json:6',
      'medium agent-tool-package left-pad b/.cursor/mcp.json:6',
      'medium agent-tool-package mcp-server-fetch d/.codex/config.toml:3',
      'medium agent-tool-package octo/files f/mcp_config.json:9',
      'medium agent-tool-package quillvane c/.vscode/mcp.json:1',
      'medium agent-tool-package six e/.continue/config.yaml:4',
    ]);
    expect(told.filter((one) => one.includes('floating-requirement'))).toEqual([]);
  });

  it('leaves the open requirement to its own rule where this one is off', async () => {
    const { told } = await audit(
      {},
      { '.mcp.json': servers({ files: npx('files-server') }) },
      { extra: 'rules: { agent-tool-package: off }\n' },
    );
    expect(told).toEqual(['low floating-requirement files-server .mcp.json:7']);
  });

  it('is one of many that are told together', async () => {
    const all = ['files-server', 'left-pad', 'quillvane', 'mcp-remote', '@types/left-pad'];
    const { report } = await audit(
      {},
      { '.mcp.json': servers(Object.fromEntries(all.map((name) => [name, npx(name)]))) },
    );
    const tools = report.findings.filter(({ ruleId }) => ruleId === 'agent-tool-package');
    expect(tools).toHaveLength(1);
    expect(tools[0]?.message).toMatch(/^5 tools of agents are run without a fixed version in \.mcp\.json: /);
    expect(report.findings.map(({ ruleId }) => ruleId)).not.toContain('floating-requirement');
  });
});

describe('what a configuration says besides', () => {
  const files = npx('files-server@1.0.0');

  it('is told where it is new, and not where it only stays', async () => {
    const before = servers({ far: { type: 'http', url: 'https://mcp.acme.example/mcp' } });
    const after = servers({
      far: { type: 'http', url: 'https://mcp.octo.example/mcp' },
      linear: { url: 'https://mcp.linear.app/sse' },
      plain: { httpUrl: 'http://tools.acme.example/mcp' },
      here: { url: 'http://localhost:3000/mcp' },
      bridge: npx('mcp-remote@1.0.0', 'https://bridged.acme.example/sse'),
    });
    const { told, status } = await audit({ '.mcp.json': before }, { '.mcp.json': after });
    expect(status).toBe(1);
    expect(told.toSorted()).toEqual([
      'high agent-tool-package  .mcp.json:11',
      'high agent-tool-package  .mcp.json:5',
      'low agent-tool-package  .mcp.json:8',
      'medium agent-tool-package  .mcp.json:21',
    ]);
    expect((await audit({ '.mcp.json': after }, { '.mcp.json': after })).told).toEqual([]);
  });

  it('never shows a secret, in any format', async () => {
    const key = 'k3y8Fq2Lz9Xv7Nm4';
    const after = servers({
      files: { ...files, env: { GITHUB_TOKEN: token, OTHER_TOKEN: `${dollar}{OTHER_TOKEN}`, THIRD_KEY: '<YOUR_KEY>' } },
      far: { url: `https://mcp.acme.example/${key}/mcp?api_key=${key}`, headers: { Authorization: `Bearer ${key}` } },
      words: npx('files-server@1.0.0', '--api-key', key, `--from=${token}`),
    });
    const out = makeFolder({});
    const formats = ['text', 'sarif', 'markdown', 'github'];
    const args = formats.flatMap((format) => ['--format', `${format}=${join(out, format)}`]);
    const { report, told, status, stdout } = await audit({}, { '.mcp.json': after }, { args });
    expect(status).toBe(1);
    expect(told.filter((one) => one.startsWith('high agent-tool-package'))).toHaveLength(5);
    expect(report.findings.map(({ message }) => message).join('\n')).toContain('The argument --from');
    for (const printed of [stdout, ...formats.map((format) => readFileSync(join(out, format), 'utf8'))]) {
      expect(printed).toContain('The variable GITHUB');
      expect(printed).not.toContain(key);
      expect(printed).not.toContain(token);
    }
  });

  it('tells approvals and plugins of the settings of clients', async () => {
    const { told } = await audit(
      {},
      {
        '.claude/settings.json': `${JSON.stringify(
          {
            enableAllProjectMcpServers: true,
            permissions: { allow: ['Bash(npm test)'] },
            extraKnownMarketplaces: { team: { source: { source: 'github', repo: 'octo/plugins' } } },
          },
          null,
          1,
        )}\n`,
        '.gemini/settings.json': servers({ files: { ...files, trust: true } }),
      },
    );
    expect(told.toSorted()).toEqual([
      'high agent-tool-package  .claude/settings.json:2',
      'high agent-tool-package  .gemini/settings.json:9',
      'medium agent-tool-package  .claude/settings.json:9',
    ]);
  });

  it('is two grades lower in a text', async () => {
    const block = servers({ files: { ...files, env: { GITHUB_TOKEN: token } } });
    const { told, status } = await audit({}, { 'docs/setup.md': `# Setup\n\n\`\`\`json\n${block}\`\`\`\n` });
    expect([status, told]).toEqual([0, ['low agent-tool-package  docs/setup.md:13']]);
  });

  it('knows hosts of its own by the configuration', async () => {
    const { told } = await audit(
      {},
      { '.mcp.json': servers({ far: { url: 'https://mcp.acme.example/mcp' } }) },
      { extra: 'rules: { agent-tool-package: { hosts: ["*.acme.example"] } }\n' },
    );
    expect(told).toEqual([]);
  });
});
