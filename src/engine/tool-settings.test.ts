import { describe, expect, it } from 'vitest';
import type { ToolSetting } from '../model/agent-tool.ts';
import { startOf } from '../model/location.ts';
import type { LoadedFile, Side } from './read.ts';
import { describeTools } from './tool-settings.ts';

const location = startOf('.mcp.json');
const remote = (url: string, tool = 'files'): ToolSetting => ({ kind: 'remote', tool, url, location });
const secret = (digest: string, tool = 'files'): ToolSetting => ({
  kind: 'secret',
  tool,
  holder: 'the variable TOKEN',
  what: 'a token',
  isCertain: false,
  digest,
  location,
});
const approval = (...values: readonly string[]): ToolSetting => ({
  kind: 'approval',
  tool: 'files',
  setting: 'autoApprove',
  values,
  reach: values.includes('*') ? 'tool' : 'listed',
  location,
});
const plugins = (url: string, ref?: string): ToolSetting => ({
  kind: 'plugins',
  tool: 'team',
  url,
  ...(ref === undefined ? {} : { ref }),
  location,
});

function fileOf(tools: readonly ToolSetting[], role: 'script' | 'prose' = 'script'): LoadedFile {
  const none = { dependencies: [], registries: [], includes: [], own: [], unparsed: [] };
  return {
    path: '.mcp.json',
    id: '0',
    text: '',
    configures: false,
    parsed: { path: '.mcp.json', format: 'mcp', role, ...none, tools },
  };
}
const sideOf = (...files: readonly LoadedFile[]): Pick<Side, 'files'> => ({
  files: new Map(files.map((file, index) => [`${index}`, file])),
});

function describeChange(
  before: readonly ToolSetting[],
  after: readonly ToolSetting[],
  elsewhere: readonly ToolSetting[] = [],
) {
  const [old, now] = [fileOf(before), fileOf(after)];
  return describeTools([{ before: old, after: now }], sideOf(old, fileOf(elsewhere)));
}

describe('describeTools', () => {
  it('tells what is new, and nothing that stays, goes or moves', () => {
    const a = remote('https://a.acme.example/');
    expect(describeChange([], [a])).toEqual([{ kind: 'tool-setting', setting: a, at: location }]);
    expect(describeChange([a], [a])).toEqual([]);
    expect(describeChange([a], [])).toEqual([]);
    expect(describeChange([a], [remote('https://a.acme.example/', 'renamed')])).toEqual([]);
    expect(describeChange([], [a], [a])).toEqual([]);
    expect(describeTools([{ before: fileOf([a]) }], sideOf())).toEqual([]);
  });

  it('tells an address by the one that stood under the same name', () => {
    const [one] = describeChange([remote('https://a.acme.example/')], [remote('https://b.acme.example/')]);
    expect(one?.previous).toBe('https://a.acme.example/');
    const both = [remote('https://a.acme.example/'), remote('https://b.acme.example/')];
    expect(describeChange(both.slice(0, 1), both)[0]?.previous).toBeUndefined();
    expect(
      describeChange([remote('https://a.acme.example/', '')], [remote('https://b.acme.example/', '')])[0]?.previous,
    ).toBeUndefined();
  });

  it('tells whose host it is', () => {
    expect(describeChange([], [remote('https://mcp.linear.app/sse')])[0]?.owner).toBe('Linear');
    expect(describeChange([], [remote('https://docs.mcp.cloudflare.com/sse')])[0]?.owner).toBe('Cloudflare');
    expect(describeChange([], [remote('https://mcp.linear.app.acme.example/sse')])[0]?.owner).toBeUndefined();
    const known = [remote('https://a.acme.example/one', 'other')];
    expect(describeChange(known, [...known, remote('https://a.acme.example/two')])[0]?.isKnownHost).toBe(true);
    expect(describeChange([], [remote('$URL')])[0]).not.toHaveProperty('owner');
  });

  it('takes a secret for the same wherever it is moved to', () => {
    expect(describeChange([secret('1')], [secret('1', 'other')])).toEqual([]);
    expect(describeChange([secret('1')], [secret('2')])).toHaveLength(1);
  });

  it('tells only what is newly approved', () => {
    expect(describeChange([approval('a')], [approval('a', 'b')])[0]?.setting).toMatchObject({ values: ['b'] });
    expect(describeChange([approval('a', 'b')], [approval('a')])).toEqual([]);
    expect(describeChange([approval('*')], [approval('a')])).toEqual([]);
    expect(describeChange([approval('a')], [approval('*')])[0]?.setting).toMatchObject({ reach: 'tool' });
  });

  it('tells plugins at another commit', () => {
    const url = 'https://git.acme.example/plugins';
    expect(describeChange([plugins(url, 'a')], [plugins(url, 'a')])).toEqual([]);
    expect(describeChange([plugins(url, 'a')], [plugins(url)])[0]?.previous).toBe(`${url}#a`);
  });

  it('says that it stands in a text', () => {
    const after = fileOf([remote('https://a.acme.example/')], 'prose');
    expect(describeTools([{ after }], sideOf())[0]?.fileRole).toBe('prose');
  });
});
